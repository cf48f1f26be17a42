import { type KpiSnapshot, unpackSnapshot } from '@papertape/metrics'
import { type Curve, type CurvePoint, downSample, type SheetTable, worstDrawdowns } from '@papertape/report'
import type { ProjectionTables } from '@papertape/store'
import type { Projection, Subject } from './subject.ts'

/** As many points of a curve are stored with a report. */
const POINTS_MAX = 600
/** As many falls are listed, the deepest. */
const FALLS_MAX = 10

const DAY_MS = 86_400_000
/** The widths of history rows, each with the age up to which all of its rows are still kept. */
const WIDTHS = [
  { table: 'kpi_minutes', word: 'minute', daysMax: 2 },
  { table: 'kpi_hours', word: 'hour', daysMax: 90 },
  { table: 'kpi_days', word: 'day', daysMax: Number.POSITIVE_INFINITY },
] as const

export type CurveWidth = (typeof WIDTHS)[number]

/** The finest rows that reach back to `from` at `to`, both RFC 3339. */
export const widthFor = (from: string, to: string): CurveWidth => {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS
  return WIDTHS.find(({ daysMax }) => days < daysMax) ?? WIDTHS[2]
}

/** A moment of a curve: account value as decimal text, and two figures of its snapshot. */
type Moment = { time: string; account_value: string; total_return_pct: number | null; drawdown_pct: number | null }

const momentOf = (time: string, account_value: string, kpi: KpiSnapshot): Moment => ({
  time,
  account_value,
  total_return_pct: kpi.total_return_pct,
  drawdown_pct: kpi.current_drawdown_pct,
})

/** Every kept moment of a scope in rows of one width, oldest first; the running one is not among them. */
export const readMoments = async (
  projection: Projection,
  { scope, bot }: Pick<Subject, 'scope' | 'bot'>,
  { table }: CurveWidth,
): Promise<Moment[]> => {
  const rows: Pick<ProjectionTables['kpi_days'], 'timestamp' | 'ledger_seq' | 'account_value' | 'snapshot'>[] =
    await projection
      .selectFrom(table)
      .select(['timestamp', 'ledger_seq', 'account_value', 'snapshot'])
      .where('scope', '=', scope)
      .orderBy('time')
      .execute()
  return rows.map(({ timestamp, ledger_seq, account_value, snapshot }) =>
    momentOf(
      timestamp,
      account_value,
      unpackSnapshot(snapshot, { timestamp, bot_id: bot?.bot_id ?? null, ledger_seq }),
    ),
  )
}

/** The newest moment, which is not over yet; nothing before the first. */
export const newestMoment = (account_value: string, kpi: KpiSnapshot): Moment[] =>
  kpi.timestamp === null ? [] : [momentOf(kpi.timestamp, account_value, kpi)]

/** How a subject's moments look drawn: equity, or for a portfolio its time-weighted return, and the drawdown below. */
export const curvesOf = (
  { bot }: Pick<Subject, 'bot'>,
  moments: readonly Moment[],
  { word }: CurveWidth,
): { equity: Curve; drawdown: Curve } => {
  const points = (valueOf: (moment: Moment) => number | null): readonly CurvePoint[] =>
    downSample(
      moments.flatMap((moment) => {
        const value = valueOf(moment)
        return value === null ? [] : [{ time: moment.time, value }]
      }),
      POINTS_MAX,
    )
  const equity: Curve =
    bot === null
      ? {
          title: 'Return, time-weighted',
          unit: 'percent',
          points: points(({ total_return_pct }) => total_return_pct),
          baseline: 0,
          note: 'A bot that joins brings its own capital, which moves neither this curve nor the drawdown.',
        }
      : {
          title: 'Equity',
          unit: 'amount',
          points: points(({ account_value }) => Number(account_value)),
          baseline: Number(bot.initial_capital),
        }
  const drawdown: Curve = {
    title: 'Drawdown',
    unit: 'percent',
    points: points(({ drawdown_pct }) => drawdown_pct),
    note: `As it stood at the end of each ${word} in which something changed; the figure “Max drawdown” is over every snapshot.`,
  }
  return { equity, drawdown }
}

/** The deepest falls of what returns are measured on, from `from` on, where the first peak is the start. */
export const fallsOf = (from: string, moments: readonly Moment[], { word }: CurveWidth): SheetTable => {
  const growth = moments.flatMap(({ time, total_return_pct }) =>
    total_return_pct === null ? [] : [{ time, value: 1 + total_return_pct / 100 }],
  )
  return worstDrawdowns([{ time: from, value: 1 }, ...growth], FALLS_MAX, `Between the ends of ${word}s.`)
}
