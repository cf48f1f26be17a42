import { exactly, missing, type TradeFormula } from '../figure.ts'
import { closedTrades } from '../trade-stats.ts'

/** The largest single net loss, quote units, negative; null without a loss. */
export const largestLoss: TradeFormula = ({ book: { trades } }) =>
  trades.losses === 0
    ? missing(0, closedTrades(trades) === 0 ? 'NO_TRADES' : 'NO_LOSSES')
    : exactly(trades.largest_loss)
