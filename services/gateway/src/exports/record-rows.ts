import { FIGURE_NAMES } from '@papertape/metrics'
import type { z } from 'zod'
import { readHistory } from '../reads/kpi/history.ts'
import { readDays } from '../reads/returns/days.ts'
import { isWithin, shownDay, startOf } from '../reads/returns/returns.ts'
import { type ColumnKind, columnsOf } from './column.ts'
import type { exportEquityQuery, exportReturnsQuery } from './export-query.ts'
import type { RecordContext, RowSource } from './row-source.ts'

const FIRST = '1970-01-01T00:00:00.000Z'
const DATES = [
  'max_drawdown_started_at',
  'max_drawdown_trough_at',
  'max_drawdown_recovered_at',
  'current_drawdown_started_at',
] as const

const kinds = (names: readonly string[], kind: ColumnKind): Record<string, ColumnKind> =>
  Object.fromEntries(names.map((name) => [name, kind]))

type EquityQuery = z.output<typeof exportEquityQuery>

/** As many snapshots as there can be: days of ages, and what is kept of hours and minutes. */
const SNAPSHOTS_MAX = 100_000

const readSnapshots = async ({ projection, coverage, standing, now }: RecordContext, query: EquityQuery) => {
  const { from = FIRST, to, interval } = query
  const stretch = { from, to: to ?? standing.at ?? now }
  const asked = { mode: coverage.mode, interval, limit: SNAPSHOTS_MAX, behind: null }
  const { points } = await readHistory(projection, standing, stretch, asked)
  // The history shows what stands at the end of a stretch whenever it was made; a file of a period holds the period.
  return points.filter(
    ({ timestamp }) => timestamp !== null && timestamp >= from && (to === undefined || timestamp < to),
  )
}

/** Every figure of a record at the ends of its days, hours or minutes, oldest first. */
export const equityRows: RowSource<EquityQuery, RecordContext> = {
  columns: columnsOf(['timestamp', 'bot_id', 'ledger_seq', ...FIGURE_NAMES, ...DATES, 'quality'], {
    timestamp: 'time',
    ledger_seq: 'number',
    ...kinds(FIGURE_NAMES, 'number'),
    ...kinds(DATES, 'time'),
  }),
  count: async (context, query) => (await readSnapshots(context, query)).length,
  async *pages(context, query) {
    yield await readSnapshots(context, query)
  },
}

type ReturnsQuery = z.output<typeof exportReturnsQuery>

const readClosedDays = async ({ projection, coverage, standing }: RecordContext, query: ReturnsQuery) => {
  const { days } = await readDays(projection, coverage, standing)
  return days.filter(({ date }) => isWithin(startOf(date), query)).map(shownDay)
}

/** Closed days, oldest first. */
export const returnRows: RowSource<ReturnsQuery, RecordContext> = {
  columns: columnsOf(['date', 'return_pct', 'equity', 'drawdown_pct'], {
    date: 'day',
    return_pct: 'number',
    equity: 'number',
    drawdown_pct: 'number',
  }),
  count: async (context, query) => (await readClosedDays(context, query)).length,
  async *pages(context, query) {
    yield await readClosedDays(context, query)
  },
}
