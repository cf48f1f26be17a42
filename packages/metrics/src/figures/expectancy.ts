import type { TradeFormula } from '../figure.ts'
import { averageTradePnl } from './average-trade-pnl.ts'

/**
 * What one more trade may be expected to earn, quote units: win rate × average win + loss rate × average loss, which
 * with break-even trades in both rates is the mean net profit of all closed trades. Reference: metrics.md.
 */
export const expectancy: TradeFormula = averageTradePnl
