import type { Decimal } from '@papertape/money'

/** What figures are computed with. */
export type Settings = {
  /** Periods (rows of returns or equity) a year: 365 for days of a market that never closes. */
  periodsPerYear: number
  /** Yearly rate, a fraction; compounded down to a period. */
  riskFree: number
  /** Minimum acceptable return per period, a fraction. */
  minimumReturn: number
  /** What a log of trades starts with, quote units; above zero. */
  startingCapital: Decimal
}
