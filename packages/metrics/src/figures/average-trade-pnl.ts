import { meanOf, missing, sampled, type TradeFormula } from '../figure.ts'
import { closedTrades } from '../trade-stats.ts'

/** Mean net profit of all closed trades, quote units; null without one. */
export const averageTradePnl: TradeFormula = ({ book: { trades } }) => {
  const n = closedTrades(trades)
  return n === 0 ? missing(0, 'NO_TRADES') : sampled(meanOf(trades.won + trades.lost, n), n)
}
