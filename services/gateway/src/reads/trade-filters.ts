import type { ProjectionTables } from '@papertape/store'
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import { z } from 'zod'
import { asOfField, queryFields, statusField } from '../http/query-fields.ts'
import type { Moment } from './as-of/moment.ts'
import { tradesThen } from './as-of/trades-then.ts'
import type { Coverage } from './coverage.ts'

const { limit, cursor, ...filters } = queryFields

/** Filters that open positions take: those of a trade but its status. */
export const positionQuery = z.strictObject({ ...queryFields, as_of: asOfField })
/** Filters of the summary. */
export const summaryQuery = z.strictObject({ ...filters, status: statusField, as_of: asOfField })
/** Filters, limit and cursor of the list of trades. */
export const tradeQuery = z.strictObject({ ...filters, status: statusField, limit, cursor, as_of: asOfField })

export type TradeFilters = z.output<typeof summaryQuery>

const CLOSED = ['CLOSED_TP', 'CLOSED_SL', 'CLOSED_EXPIRED', 'CLOSED_SIGNAL', 'CLOSED_MANUAL'] as const

/** The statuses asked for; `null` = any. */
export const statusesOf = ({ status }: Pick<TradeFilters, 'status'>) =>
  status === undefined ? null : [...new Set(status.flatMap((one) => (one === 'CLOSED' ? CLOSED : [one])))]

type Where<Table extends 'trades' | 'signals'> = (
  eb: ExpressionBuilder<ProjectionTables, Table>,
) => ExpressionWrapper<ProjectionTables, Table, SqlBool>

/** Which accepted OPEN signals match, also those that still wait for their entry. */
export const whereAccepted =
  (coverage: Coverage, query: Omit<TradeFilters, 'status'>): Where<'trades'> =>
  (eb) =>
    eb.and([
      eb('mode', '=', coverage.mode),
      ...(coverage.bot_id === null ? [] : [eb('bot_id', '=', coverage.bot_id)]),
      ...(coverage.operator ? [] : [eb('public', '=', true)]),
      ...(query.symbol === undefined ? [] : [eb('symbol', 'in', query.symbol)]),
      ...(query.strategy === undefined ? [] : [eb('strategy', 'in', query.strategy)]),
      ...(query.market_type === undefined ? [] : [eb('market_type', 'in', query.market_type)]),
      ...(query.direction === undefined ? [] : [eb('direction', 'in', query.direction)]),
      ...(query.from === undefined ? [] : [eb('opened_at', '>=', query.from)]),
      ...(query.to === undefined ? [] : [eb('opened_at', '<', query.to)]),
      ...(query.min_confidence === undefined ? [] : [eb('confidence', '>=', query.min_confidence)]),
    ])

/** Which trades match. Trades that still wait for their entry are on no list. `as_of` is up to the table: see `tradesOf`. */
export const whereTrade =
  (coverage: Coverage, query: Omit<TradeFilters, 'as_of'>): Where<'trades'> =>
  (eb) => {
    const statuses = statusesOf(query)
    return eb.and([
      whereAccepted(coverage, query)(eb),
      eb('status', '<>', 'WAITING'),
      ...(statuses === null ? [] : [eb('status', 'in', statuses)]),
    ])
  }

/** Dispositions that were there at a moment. */
export const whereReceivedBy =
  (moment: Moment | undefined): Where<'signals'> =>
  (eb) =>
    eb.and(
      moment === undefined
        ? []
        : [moment.kind === 'seq' ? eb('ledger_seq', '<=', moment.seq) : eb('time', '<=', moment.time)],
    )

/**
 * Which dispositions the same filters mean. A status is a trade's, so with one only signals count whose trade has it; the
 * period is that of the disposition. What was refused is kept as it was sent, hence `upper`.
 */
export const whereSignal =
  (coverage: Coverage, query: TradeFilters): Where<'signals'> =>
  (eb) => {
    const statuses = statusesOf(query)
    return eb.and([
      eb('mode', '=', coverage.mode),
      ...(coverage.bot_id === null ? [] : [eb('bot_id', '=', coverage.bot_id)]),
      ...(coverage.operator ? [] : [eb('public', '=', true)]),
      ...(query.symbol === undefined ? [] : [eb('symbol', 'in', query.symbol)]),
      ...(query.strategy === undefined ? [] : [eb('strategy', 'in', query.strategy)]),
      ...(query.market_type === undefined
        ? []
        : [eb(eb.fn<string>('upper', ['market_type']), 'in', query.market_type)]),
      ...(query.direction === undefined ? [] : [eb(eb.fn<string>('upper', ['direction']), 'in', query.direction)]),
      ...(query.from === undefined ? [] : [eb('time', '>=', query.from)]),
      ...(query.to === undefined ? [] : [eb('time', '<', query.to)]),
      ...(query.min_confidence === undefined ? [] : [eb('confidence', '>=', query.min_confidence)]),
      ...(statuses === null
        ? []
        : [
            eb(
              'trade_id',
              'in',
              query.as_of === undefined
                ? eb.selectFrom('trades').select('trades.trade_id').where('trades.status', 'in', statuses)
                : eb
                    .selectFrom(tradesThen(query.as_of))
                    .select('trades.trade_id')
                    .where('trades.status', 'in', statuses),
            ),
          ]),
      whereReceivedBy(query.as_of)(eb),
    ])
  }
