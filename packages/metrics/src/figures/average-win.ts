import { meanOf, missing, sampled, type TradeFormula } from '../figure.ts'
import { closedTrades } from '../trade-stats.ts'

/** Mean net profit of winning trades, quote units; null without one. n is the wins. */
export const averageWin: TradeFormula = ({ book: { trades } }) =>
  trades.wins === 0
    ? missing(0, closedTrades(trades) === 0 ? 'NO_TRADES' : 'NO_WINS')
    : sampled(meanOf(trades.won, trades.wins), trades.wins)
