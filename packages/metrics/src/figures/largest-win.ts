import { exactly, missing, type TradeFormula } from '../figure.ts'
import { closedTrades } from '../trade-stats.ts'

/** The largest single net profit, quote units; null without a win. */
export const largestWin: TradeFormula = ({ book: { trades } }) =>
  trades.wins === 0 ? missing(0, closedTrades(trades) === 0 ? 'NO_TRADES' : 'NO_WINS') : exactly(trades.largest_win)
