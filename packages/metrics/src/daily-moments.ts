import { type Decimal, ONE, quotient } from '@papertape/money'
import { nearestRatio } from './nearest-ratio.ts'

/**
 * What is remembered of closed days: exact sums of their returns and turnovers, each rounded once to 36 places. Sums of
 * integers neither drift nor depend on order, and their variance knows no cancellation, which a running mean of doubles
 * would have wherever gains and losses nearly balance.
 */
export type DailyMoments = {
  /** Daily returns in the sums; days without trades are among them. */
  n: number
  /** Days that began at a level ≤ 0, from which there is no return. */
  left_out: number
  /** Σ r, units of 10⁻³⁶. */
  sum: bigint
  /** Σ r², units of 10⁻⁷². */
  squares: bigint
  /** Σ min(r, 0)², units of 10⁻⁷². */
  downside: bigint
  /** Days whose turnover exists: those with a positive mean of start and end value. */
  turnover_days: number
  /** Σ daily turnover, units of 10⁻³⁶. */
  turnover: bigint
}

const UNIT = ONE * ONE
const SQUARE_UNIT = UNIT * UNIT

/** No day has closed yet. */
export const noDays = (): DailyMoments => ({
  n: 0,
  left_out: 0,
  sum: 0n,
  squares: 0n,
  downside: 0n,
  turnover_days: 0,
  turnover: 0n,
})

/** Adds one day's return, level / base − 1, **in place**; from a base ≤ 0 there is none. */
export const addReturn = (moments: DailyMoments, base: Decimal, level: Decimal): void => {
  if (base <= 0n) {
    moments.left_out += 1
    return
  }
  const value = quotient((level - base) * ONE, base)
  moments.n += 1
  moments.sum += value
  moments.squares += value * value
  if (value < 0n) moments.downside += value * value
}

/** Adds one day's turnover, traded / mean of start and end value, **in place**; of a mean ≤ 0 there is none. */
export const addTurnover = (moments: DailyMoments, traded: Decimal, start: Decimal, end: Decimal): void => {
  if (start + end <= 0n) return
  moments.turnover_days += 1
  moments.turnover += quotient(2n * traded * ONE, start + end)
}

/** Adds days on which nothing was heard, **in place**: they returned and traded 0, where that means anything. */
export const addIdleDays = (moments: DailyMoments, days: number, level: Decimal, equity: Decimal): void => {
  if (level > 0n) moments.n += days
  else moments.left_out += days
  if (equity > 0n) moments.turnover_days += days
}

/** Mean daily return, a fraction; `null` without a day. */
export const meanReturn = ({ n, sum }: DailyMoments): number | null =>
  n === 0 ? null : nearestRatio(sum, BigInt(n) * UNIT)

/** Sample standard deviation (ddof 1) of daily returns, a fraction; `null` below two days. */
export const deviationOfReturns = ({ n, sum, squares }: DailyMoments): number | null => {
  if (n < 2) return null
  const count = BigInt(n)
  return Math.sqrt(nearestRatio(count * squares - sum * sum, count * (count - 1n) * SQUARE_UNIT))
}

/** √(mean of min(r, 0)² over **all** days), a fraction; `null` without a day. */
export const downsideOfReturns = ({ n, downside }: DailyMoments): number | null =>
  n === 0 ? null : Math.sqrt(nearestRatio(downside, BigInt(n) * SQUARE_UNIT))

/** Mean daily turnover, a fraction; `null` without a day that has one. */
export const meanTurnover = ({ turnover_days, turnover }: DailyMoments): number | null =>
  turnover_days === 0 ? null : nearestRatio(turnover, BigInt(turnover_days) * UNIT)
