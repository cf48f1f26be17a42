import type { Decimal } from '@papertape/money'

/** Trades folded in order of their exit. Amounts are exact, quote units. */
export type Tally = {
  wins: number
  losses: number
  breakevens: number
  /** Σ net profit of wins; of losses, negative. */
  won: Decimal
  lost: Decimal
  /** Largest single win, 0 without one; largest single loss, negative, 0 without one. */
  largestWin: Decimal
  largestLoss: Decimal
  /** Longest runs; a break-even trade ends both. */
  winsInARow: number
  lossesInARow: number
  /** Starting capital + Σ net profit after each trade, as doubles. */
  levels: number[]
}

/** 10¹⁸, the unit of decimals. */
const UNIT = 1e18

/** Folds net profits of closed trades in order of their exit. */
export const tallyOf = (nets: readonly Decimal[], startingCapital: Decimal): Tally => {
  const tally: Tally = {
    wins: 0,
    losses: 0,
    breakevens: 0,
    won: 0n,
    lost: 0n,
    largestWin: 0n,
    largestLoss: 0n,
    winsInARow: 0,
    lossesInARow: 0,
    levels: [],
  }
  let equity = startingCapital
  let [winsNow, lossesNow] = [0, 0]
  for (const net of nets) {
    if (net > 0n) {
      tally.wins += 1
      tally.won += net
      if (net > tally.largestWin) tally.largestWin = net
      winsNow += 1
      lossesNow = 0
    } else if (net < 0n) {
      tally.losses += 1
      tally.lost += net
      if (net < tally.largestLoss) tally.largestLoss = net
      lossesNow += 1
      winsNow = 0
    } else {
      tally.breakevens += 1
      ;[winsNow, lossesNow] = [0, 0]
    }
    if (winsNow > tally.winsInARow) tally.winsInARow = winsNow
    if (lossesNow > tally.lossesInARow) tally.lossesInARow = lossesNow
    equity += net
    tally.levels.push(Number(equity) / UNIT)
  }
  return tally
}
