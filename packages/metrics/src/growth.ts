import { type Decimal, ONE, quotient } from '@papertape/money'

/**
 * How equity becomes a level that capital flows do not move (time-weighted linking): since the last flow, the level
 * grows in proportion to equity. One bot has no flows, so its level is its equity itself.
 */
export type Growth = {
  /** The level at the start: what total return is measured from. */
  readonly origin: Decimal
  /** The level at the last flow. */
  readonly level: Decimal
  /** Equity right after the last flow. */
  readonly equity: Decimal
}

/** Growth without flows: the level is equity, to the last digit. */
export const growthOf = (capital: Decimal): Growth => ({ origin: capital, level: capital, equity: capital })

/** Growth before any capital has come in: an index that starts at 1. */
export const INDEX: Growth = { origin: ONE, level: ONE, equity: 0n }

/** The level that belongs to an equity. Where capital is used up at a flow, the level stays at 0 for ever. */
export const levelOf = (growth: Growth, equity: Decimal): Decimal => {
  if (growth.equity <= 0n) return growth.level
  if (growth.level === growth.equity) return equity
  // Both sides of the quotient carry one factor of 10¹⁸ more than a Decimal, which cancels: one rounding in all.
  return quotient(growth.level * equity, growth.equity * ONE)
}

/** What a distance between two levels is in quote units, at the capital since the last flow; of no capital, nothing. */
export const amountOfLevels = (growth: Growth, distance: Decimal): Decimal => {
  if (growth.level === growth.equity) return distance
  return growth.level <= 0n ? 0n : quotient(distance * growth.equity, growth.level * ONE)
}

/**
 * Growth behind a flow: the level is the same before and after it. A record whose equity was at or below zero has
 * returned −100 %, and no later capital earns that back.
 */
export const flowInto = (growth: Growth, equityBefore: Decimal, flow: Decimal): Growth => {
  const level = levelOf(growth, equityBefore)
  return { origin: growth.origin, level: level > 0n ? level : 0n, equity: equityBefore + flow }
}
