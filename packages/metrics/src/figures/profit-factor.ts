import { missing, sampled, type TradeFormula } from '../figure.ts'
import { nearestRatio } from '../nearest-ratio.ts'
import { closedTrades } from '../trade-stats.ts'

/** Σ net wins over Σ net losses, both positive; null without a loss, since no number says "never lost". */
export const profitFactor: TradeFormula = ({ book: { trades } }) => {
  const n = closedTrades(trades)
  if (trades.losses === 0) return missing(n, n === 0 ? 'NO_TRADES' : 'NO_LOSSES')
  return sampled(nearestRatio(trades.won, -trades.lost), n)
}
