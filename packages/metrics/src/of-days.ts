import type { DailyMoments } from './daily-moments.ts'
import { doubtful, type Figure, missing, type Reason, sampled } from './figure.ts'

/** How many days a figure is made of, and how many it had to leave out. */
type Days = Pick<DailyMoments, 'n' | 'left_out'>

/** A figure of daily returns that does not exist; days that began at nothing explain it first. */
export const missingOfDays = ({ n, left_out }: Days, reason: Reason): Figure =>
  missing(n, left_out > 0 ? 'EQUITY_NOT_POSITIVE' : reason)

/** A figure of daily returns: marked below 30 of them, and where days are not in it because they began at nothing. */
export const sampledOfDays = ({ n, left_out }: Days, value: number): Figure =>
  left_out > 0 ? doubtful(value, n, 'EQUITY_NOT_POSITIVE') : sampled(value, n)
