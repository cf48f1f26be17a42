import type { Formula } from '../figure.ts'
import { shareOfEquity } from '../share-of-equity.ts'

/** The largest open trade at its mark, per cent of the account's value; 0 when flat, null when that value is ≤ 0. */
export const largestPositionPct: Formula = (standing) => shareOfEquity(standing, standing.book.largest_value)
