import type { ProjectionTables } from '@papertape/store'
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import type { Moment } from '../as-of/moment.ts'
import type { Coverage } from '../coverage.ts'
import { type TradeFilters, whereTrade } from '../trade-filters.ts'

/** Which trades statistics are about: filters, and the moment up to which they had closed; `null` = now. */
export type Selection = { coverage: Coverage; filters: Omit<TradeFilters, 'status'>; until: Moment | null }

/** Closed trades that match. A time is that of their exits. */
export const whereClosed =
  ({ coverage, filters, until }: Selection) =>
  (eb: ExpressionBuilder<ProjectionTables, 'trades'>): ExpressionWrapper<ProjectionTables, 'trades', SqlBool> =>
    eb.and([
      whereTrade(coverage, filters)(eb),
      eb('realized_pnl', 'is not', null),
      ...(until === null
        ? []
        : [until.kind === 'seq' ? eb('exit_seq', '<=', until.seq) : eb('exit_time', '<=', until.time)]),
    ])
