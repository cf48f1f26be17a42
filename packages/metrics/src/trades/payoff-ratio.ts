import { type Figure, missing, sampled } from '../figure.ts'
import { nearestRatio } from '../nearest-ratio.ts'
import type { TradeSums } from './trade-sums.ts'

/** Average win over average loss, both positive, without unit; null without a win or without a loss. n is wins + losses. */
export const payoffRatioOf = ({ wins, losses, breakevens, won, lost }: TradeSums): Figure => {
  const n = wins + losses
  if (n + breakevens === 0) return missing(0, 'NO_TRADES')
  if (losses === 0) return missing(n, 'NO_LOSSES')
  if (wins === 0) return missing(n, 'NO_WINS')
  return sampled(nearestRatio(won * BigInt(losses), -lost * BigInt(wins)), n)
}
