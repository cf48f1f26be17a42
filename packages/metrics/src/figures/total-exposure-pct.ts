import type { Formula } from '../figure.ts'
import { shareOfEquity } from '../share-of-equity.ts'

/** Σ quantity × mark of open trades, LONG and SHORT alike, per cent of the account's value; null when that is ≤ 0. */
export const totalExposurePct: Formula = (standing) => shareOfEquity(standing, standing.book.account.open_value)
