import { type Figure, missing, sampled } from '../figure.ts'
import { nearestRatio } from '../nearest-ratio.ts'
import type { TradeSums } from './trade-sums.ts'

/**
 * The share of capital to stand at risk in each trade, per cent, for the fastest growth: p − q / payoff, where p and q are
 * wins and losses among the trades that were either; a break-even trade tells nothing about how much to risk. Below 0 there
 * is nothing to risk anything for. Null without a win or without a loss. Reference: Kelly 1956, BSTJ 35(4).
 */
export const kellyPctOf = ({ wins, losses, breakevens, won, lost }: TradeSums): Figure => {
  const n = wins + losses
  if (n + breakevens === 0) return missing(0, 'NO_TRADES')
  if (losses === 0) return missing(n, 'NO_LOSSES')
  if (wins === 0) return missing(n, 'NO_WINS')
  // p − q / payoff = wins / n × (1 − Σ losses / Σ wins), in one quotient.
  return sampled(nearestRatio(100n * BigInt(wins) * (won + lost), BigInt(n) * won), n)
}
