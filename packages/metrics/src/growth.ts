import { type Decimal, decimal, formatDecimal, ONE, quotient } from '@papertape/money'

/**
 * How equity becomes a level that capital flows do not move (time-weighted linking): since the last flow, the level
 * grows in proportion to equity. One bot has no flows, so its level is its equity itself.
 */
export type Growth = {
  /** The level at the start: what total return is measured from. */
  readonly origin: string
  /** The level at the last flow. */
  readonly level: string
  /** Equity right after the last flow. */
  readonly equity: string
}

/** Growth without flows: the level is equity, to the last digit. */
export const growthOf = (capital: string): Growth => ({ origin: capital, level: capital, equity: capital })

/** Growth before any capital has come in: an index that starts at 1. */
export const INDEX: Growth = { origin: '1', level: '1', equity: '0' }

/** The level that belongs to an equity. Where capital is used up at a flow, the level stays at 0 for ever. */
export const levelOf = (growth: Growth, equity: Decimal): Decimal => {
  const base = decimal(growth.equity)
  if (base <= 0n) return decimal(growth.level)
  if (growth.level === growth.equity) return equity
  // Both sides of the quotient carry one factor of 10¹⁸ more than a Decimal, which cancels: one rounding in all.
  return quotient(decimal(growth.level) * equity, base * ONE)
}

/**
 * Growth behind a flow: the level is the same before and after it. A record whose equity was at or below zero has
 * returned −100 %, and no later capital earns that back.
 */
export const flowInto = (growth: Growth, equityBefore: Decimal, flow: Decimal): Growth => {
  const level = levelOf(growth, equityBefore)
  return {
    origin: growth.origin,
    level: formatDecimal(level > 0n ? level : 0n),
    equity: formatDecimal(equityBefore + flow),
  }
}
