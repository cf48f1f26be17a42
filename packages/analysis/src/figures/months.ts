/** A calendar month's return as a fraction, UTC; `null` where it began at nothing or less. */
export type MonthReturn = { month: string; return: number | null }

const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7)

/** Milliseconds at which the month of a time ends. */
const endOfMonth = (ms: number): number => {
  const date = new Date(ms)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}

/**
 * Returns of calendar months: the level at the last row of a month over that at the last row before it. Months without a
 * row are not in it. Nothing where times go backwards.
 */
export const monthReturns = (times: readonly number[], levels: readonly number[], start: number): MonthReturn[] => {
  const months: MonthReturn[] = []
  let base = start
  let level = start
  let endMs = Number.NEGATIVE_INFINITY
  let lastMs = Number.NEGATIVE_INFINITY
  const close = () => {
    const month = months.at(-1)
    if (month !== undefined) month.return = base > 0 ? level / base - 1 : null
    base = level
  }
  for (const [index, ms] of times.entries()) {
    if (ms < lastMs) return []
    if (ms >= endMs) {
      close()
      months.push({ month: monthOf(ms), return: null })
      endMs = endOfMonth(ms)
    }
    lastMs = ms
    level = levels[index] ?? level
  }
  close()
  return months
}
