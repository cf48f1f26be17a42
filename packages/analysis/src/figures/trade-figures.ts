import { maxDrawdown } from '@papertape/metrics'
import { type Decimal, ONE, quotient, toNumber } from '@papertape/money'
import type { TradeRecord } from '../record/record.ts'
import { exactly, type Figure, type Figures, missing, sampled } from './figure.ts'
import type { Tally } from './tally.ts'

const amount = (value: Decimal): Figure => exactly(toNumber(value))

const mean = (sum: Decimal, count: number): number => toNumber(quotient(sum, BigInt(count) * ONE))

/**
 * The figures of closed trades, contract section 6: amounts in quote units, rates and drawdown as fractions. Wins and
 * losses are judged by net profit; a win rate counts break-even trades among all.
 */
export const tradeFigures = ({ log }: TradeRecord, tally: Tally, startingCapital: Decimal): Figures => {
  const { wins, losses, breakevens, won, lost } = tally
  const n = wins + losses + breakevens
  const net = won + lost
  const ofTrades = (value: () => number): Figure => (n === 0 ? missing(0, 'NO_TRADES') : sampled(value(), n))
  const ofWins = (figure: () => Figure): Figure =>
    wins === 0 ? missing(n, n === 0 ? 'NO_TRADES' : 'NO_WINS') : figure()
  const ofLosses = (figure: () => Figure): Figure =>
    losses === 0 ? missing(n, n === 0 ? 'NO_TRADES' : 'NO_LOSSES') : figure()
  const duration = (): Figure =>
    log.timed === 0 ? missing(n, n === 0 ? 'NO_TRADES' : 'NOT_IN_DATA') : sampled(log.durationMs / log.timed / 1000, n)
  const average = ofTrades(() => mean(net, n))
  return new Map([
    ['total_trades', exactly(n)],
    ['winning_trades', exactly(wins)],
    ['losing_trades', exactly(losses)],
    ['breakeven_trades', exactly(breakevens)],
    ['win_rate', ofTrades(() => wins / n)],
    ['profit_factor', ofLosses(() => sampled(toNumber(quotient(won, -lost)), n))],
    ['average_win', ofWins(() => sampled(mean(won, wins), n))],
    ['average_loss', ofLosses(() => sampled(mean(lost, losses), n))],
    ['average_trade_pnl', average],
    ['expectancy', average],
    ['gross_profit', amount(won)],
    ['gross_loss', amount(lost)],
    ['largest_win', ofWins(() => amount(tally.largestWin))],
    ['largest_loss', ofLosses(() => amount(tally.largestLoss))],
    ['max_consecutive_wins', exactly(tally.winsInARow)],
    ['max_consecutive_losses', exactly(tally.lossesInARow)],
    ['average_duration_seconds', duration()],
    ['net_pnl', amount(net)],
    ['total_fees', log.fees === null ? missing(n, 'NOT_IN_DATA') : amount(log.fees)],
    ['roi', exactly(toNumber(quotient(net, startingCapital)))],
    ['max_drawdown', exactly(maxDrawdown(tally.levels, toNumber(startingCapital))?.depth ?? 0)],
  ])
}
