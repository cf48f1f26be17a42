import {
  dayAfter,
  distributionOf,
  fallsOf,
  isListedFall,
  linkedReturns,
  type RecordFall,
  rollingWindows,
} from '@papertape/metrics'
import { z } from 'zod'
import { asOfField, dayPeriod, queryFields } from '../../http/query-fields.ts'
import type { Coverage, Projection } from '../coverage.ts'
import type { StandingKpi } from '../kpi/newest.ts'
import { type RecordDays, readDays, type ShownDay } from './days.ts'

/** A bot or a mode, a period of its days, as it stands or as it stood. */
export const returnsQuery = z.strictObject({
  bot_id: queryFields.bot_id,
  mode: queryFields.mode,
  ...dayPeriod,
  as_of: asOfField,
})

type Query = z.output<typeof returnsQuery>

const WINDOW_DAYS = 30
const FALLS_MAX = 5
const DAY_MS = 86_400_000

/** Whether a moment, or the beginning of a day, lies in the period asked for. */
export const isWithin = (time: string, { from, to }: Pick<Query, 'from' | 'to'>): boolean =>
  (from === undefined || time >= from) && (to === undefined || time < to)

export const startOf = (date: string): string => `${date}T00:00:00.000Z`

export const shownDay = ({ date, equity, drawdown_pct, ...day }: ShownDay) => ({
  date,
  return_pct: day.return === null ? null : day.return * 100,
  equity,
  drawdown_pct,
})

/**
 * The day that is not over, to the snapshot that stands. It follows the last closed one, even when a fill of the day behind
 * it was heard before the clock. A replay's clock starts anew with each run, so its running day is that of what was heard last.
 */
const runningDay = (
  { snapshot, level, account_value: equity }: StandingKpi,
  { mode }: Pick<Coverage, 'mode'>,
  last: ShownDay | undefined,
): ShownDay | null => {
  const { timestamp, daily_return_pct, current_drawdown_pct: drawdown_pct } = snapshot
  if (timestamp === null) return null
  const date = mode === 'replay' || last === undefined ? timestamp.slice(0, 10) : dayAfter(last.date)
  return { date, level, equity, drawdown_pct, return: daily_return_pct === null ? null : daily_return_pct / 100 }
}

/** Days between two times; `null` where a replay's clock has started anew in between. */
const daysBetween = (from: string, to: string): number | null => {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS
  return days < 0 ? null : days
}

const fallView = (fall: RecordFall, end: string) => ({
  ...fall,
  days: daysBetween(fall.started_at, fall.recovered_at ?? end),
  recovery_days: fall.recovered_at === null ? null : daysBetween(fall.trough_at, fall.recovered_at),
})

/** Returns of months and years, and the level before the first day. */
const periodsOf = (days: readonly ShownDay[], origin: string) => ({
  months: linkedReturns(days, origin, (date) => date.slice(0, 7)).map(({ period, ...own }) => ({
    month: period,
    return_pct: own.return.value,
    days: own.days,
  })),
  years: linkedReturns(days, origin, (date) => date.slice(0, 4)).map(({ period, ...own }) => ({
    year: Number(period),
    return_pct: own.return.value,
    days: own.days,
  })),
})

const distributionView = (days: readonly ShownDay[]) => {
  const { n, figures, quality, bins } = distributionOf(days.map((day) => day.return))
  const binsPct = bins.map(({ from, to, count }) => ({ from_pct: from, to_pct: to, count }))
  return { distribution: { n, ...figures, bins: binsPct }, quality }
}

const rollingView = (days: readonly ShownDay[], query: Query) => {
  const points = rollingWindows(days, WINDOW_DAYS).filter(({ date }) => isWithin(startOf(date), query))
  const quality = points.length > 0 ? {} : { rolling: { n: days.length, state: 'undefined', reason: 'TOO_FEW' } }
  return { rolling: { window_days: WINDOW_DAYS, points }, quality }
}

const viewOf = ({ days, origin, snapshots, isTruncated }: RecordDays, running: ShownDay | null, query: Query) => {
  const first = days.findIndex(({ date }) => isWithin(startOf(date), query))
  const chosen = days.filter(({ date }) => isWithin(startOf(date), query))
  const isRunningIn = running !== null && isWithin(startOf(running.date), query)
  const counted = isRunningIn ? [...chosen, running] : chosen
  const base = first > 0 ? days[first - 1] : first < 0 ? days.at(-1) : undefined
  const end = snapshots.at(-1)?.timestamp ?? ''
  const { distribution, quality } = distributionView(chosen)
  const { rolling, quality: ofRolling } = rollingView(days, query)
  return {
    days: chosen.map(shownDay),
    running: isRunningIn ? shownDay(running) : null,
    ...periodsOf(counted, base?.level ?? origin),
    distribution,
    drawdowns: fallsOf(snapshots)
      .filter((fall) => isListedFall(fall) && isWithin(fall.trough_at, query))
      .slice(0, FALLS_MAX)
      .map((fall) => fallView(fall, end)),
    rolling,
    truncated: isTruncated,
    quality: { ...quality, ...ofRolling },
  }
}

/** What a record returned in the days asked for, and what is made of that. */
export const readReturns = async (
  { projection, coverage, standing }: { projection: Projection; coverage: Coverage; standing: StandingKpi },
  query: Query,
) => {
  const days = await readDays(projection, coverage, standing)
  return { data: viewOf(days, runningDay(standing, coverage, days.days.at(-1)), query) }
}
