/** What one month or one year came to. */
export type Month = {
  /** `2026-01`, or `2026` for a year. */
  readonly name: string
  /** Per cent as a number, an amount as exact text; `null` where it is undefined. */
  readonly value: number | string | null
  /** What else is known of it, in words. */
  readonly note: string
}

/** Months of one year, January first, `null` = nothing is known of it; and what the year came to. */
export type YearRow = {
  readonly year: number
  readonly months: readonly (Month | null)[]
  readonly total: Month | null
}

/** Months by year, newest year first. Years between the first and the last are all there, with empty months. */
export const yearRows = (months: readonly Month[], totals: readonly Month[]): readonly YearRow[] => {
  const years = months.map(({ name }) => Number(name.slice(0, 4)))
  if (years.length === 0) return []
  const byName = new Map([...months, ...totals].map((month) => [month.name, month]))
  const [first, last] = [Math.min(...years), Math.max(...years)]
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const year = last - at
    const names = Array.from({ length: 12 }, (_each, month) => `${year}-${String(month + 1).padStart(2, '0')}`)
    return { year, months: names.map((name) => byName.get(name) ?? null), total: byName.get(String(year)) ?? null }
  })
}

/** Steps of colour to either side of 0. */
export const STEPS = 5

/**
 * How strong a cell is coloured: −5 to 5, 0 at exactly 0. The scale is the same to both sides, so that a loss looks as strong
 * as a gain of its size; it ends at the greatest of either.
 */
export const heatOf = (value: number, greatest: number): number => {
  if (value === 0 || !(greatest > 0)) return 0
  const step = Math.min(STEPS, Math.max(1, Math.ceil((Math.abs(value) / greatest) * STEPS - 1e-9)))
  return value < 0 ? -step : step
}
