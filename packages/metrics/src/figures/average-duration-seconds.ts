import { missing, sampled, type TradeFormula } from '../figure.ts'
import { closedTrades } from '../trade-stats.ts'

/** Mean time from entry to exit of closed trades, seconds; null without one. */
export const averageDurationSeconds: TradeFormula = ({ book: { trades } }) => {
  const n = closedTrades(trades)
  return n === 0 ? missing(0, 'NO_TRADES') : sampled(trades.duration_ms / 1000 / n, n)
}
