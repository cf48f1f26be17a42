import type { KpiSnapshot } from '@papertape/metrics'
import { type DatedReturn, type FigureGroup, monthlyReturns, type SheetFigure } from '@papertape/report'
import type { Projection } from './subject.ts'

/** The returns of a scope's closed days, and of the day that is running. */
export const readDailyReturns = async (
  projection: Projection,
  scope: string,
  kpi: KpiSnapshot,
): Promise<{ closed: DatedReturn[]; running: DatedReturn[] }> => {
  const closed = await projection
    .selectFrom('daily_returns')
    .select(['day', 'return'])
    .where('scope', '=', scope)
    .orderBy('day')
    .orderBy('closed_seq')
    .execute()
  const { timestamp, daily_return_pct } = kpi
  return {
    closed,
    running:
      timestamp === null || daily_return_pct === null
        ? []
        : [{ day: timestamp.slice(0, 10), return: daily_return_pct / 100 }],
  }
}

/** Best and worst of the closed days, and how many of them gained. Days with nobody heard are in none of them. */
export const dailyFigures = (closed: readonly DatedReturn[]): FigureGroup => {
  const returns = closed.flatMap((day) => (day.return === null ? [] : [day.return]))
  const n = returns.length
  const figure = (label: string, value: number, meaning: string, signed: boolean): SheetFigure => ({
    label,
    unit: 'percent',
    meaning,
    signed,
    ...(n === 0
      ? { value: null, quality: { n, state: 'undefined', reason: 'NO_ELAPSED_TIME' } }
      : { value: value * 100 }),
  })
  const gained = returns.filter((value) => value > 0).length
  return {
    title: 'Days',
    figures: [
      { label: 'Closed days', value: closed.length, unit: 'count', meaning: 'UTC days that are over.' },
      figure('Best day', Math.max(...returns), 'The highest return of a closed day.', true),
      figure('Worst day', Math.min(...returns), 'The lowest return of a closed day.', true),
      figure('Days with a gain', gained / n, 'Of all closed days.', false),
    ],
  }
}

/** Returns by month; the running month to date. */
export const monthsOf = ({ closed, running }: { closed: readonly DatedReturn[]; running: readonly DatedReturn[] }) =>
  monthlyReturns([...closed, ...running])
