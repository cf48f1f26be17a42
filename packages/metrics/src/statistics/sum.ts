/**
 * Σ values, compensated (Neumaier 1974): the error does not grow with their number, so long sums do not drift.
 * 0 of nothing, and never −0.
 */
export const sum = (values: Iterable<number>): number => {
  let total = 0
  let lost = 0
  for (const value of values) {
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  return total + lost + 0
}
