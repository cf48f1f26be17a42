import { missing, sampled, type TradeFormula } from '../figure.ts'
import { nearestRatio } from '../nearest-ratio.ts'
import { closedTrades } from '../trade-stats.ts'

/**
 * Expectancy per unit risked, without unit: (1 + average win / average loss) × win rate − 1, break-even trades in the
 * rate; −1 when nothing was won, null without a loss to measure by. Reference: metrics.md, expectancy (freqtrade's).
 */
export const expectancyRatio: TradeFormula = ({ book: { trades } }) => {
  const n = closedTrades(trades)
  if (trades.losses === 0) return missing(n, n === 0 ? 'NO_TRADES' : 'NO_LOSSES')
  const lost = -trades.lost
  const [count, wins, losses] = [BigInt(n), BigInt(trades.wins), BigInt(trades.losses)]
  return sampled(nearestRatio(wins * lost + trades.won * losses - count * lost, count * lost), n)
}
