import type { Decimal } from '@papertape/money'
import { perCent } from '../figure.ts'

/** A trade's entry, and the extremes of the price between entry and exit, both included. */
export type PriceRange = { direction: 'LONG' | 'SHORT'; entry: Decimal; highest: Decimal; lowest: Decimal }

/**
 * How far the price went against a trade and its way, per cent of the entry price, both 0 or more: maximum adverse and
 * maximum favourable excursion. The entry price must be above 0 and within the range. Reference: Sweeney 1997.
 */
export const excursionsOf = ({ direction, entry, highest, lowest }: PriceRange) => {
  const [up, down] = [perCent(highest - entry, entry), perCent(entry - lowest, entry)]
  return direction === 'LONG' ? { mae_pct: down, mfe_pct: up } : { mae_pct: up, mfe_pct: down }
}
