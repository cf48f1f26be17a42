import type { SeriesRecord } from '../record/record.ts'

const YEAR_MS = 365 * 86_400_000
const ROWS_MIN = 10

/** Says that rows come far more or less often than the periods a year by which figures are annualised. */
export const doubtPace = ({ series: { times } }: SeriesRecord, periodsPerYear: number): string[] => {
  const years = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / YEAR_MS
  if (times.length < ROWS_MIN || years <= 0) return []
  const pace = (times.length - 1) / years
  if (pace <= 2 * periodsPerYear && pace >= periodsPerYear / 2) return []
  return [
    `annualised by ${periodsPerYear} periods a year, but ${Math.round(pace)} rows a year by their times (--periods-per-year)`,
  ]
}
