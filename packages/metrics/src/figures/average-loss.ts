import { meanOf, missing, sampled, type TradeFormula } from '../figure.ts'
import { closedTrades } from '../trade-stats.ts'

/** Mean net loss of losing trades, quote units, negative; null without one. n is the losses. */
export const averageLoss: TradeFormula = ({ book: { trades } }) =>
  trades.losses === 0
    ? missing(0, closedTrades(trades) === 0 ? 'NO_TRADES' : 'NO_LOSSES')
    : sampled(meanOf(trades.lost, trades.losses), trades.losses)
