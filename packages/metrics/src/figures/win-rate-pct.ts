import { missing, sampled, type TradeFormula } from '../figure.ts'
import { closedTrades } from '../trade-stats.ts'

/** Wins over all closed trades, break-even ones in the denominator, per cent; null without a closed trade. */
export const winRatePct: TradeFormula = ({ book: { trades } }) => {
  const n = closedTrades(trades)
  return n === 0 ? missing(0, 'NO_TRADES') : sampled((trades.wins / n) * 100, n)
}
