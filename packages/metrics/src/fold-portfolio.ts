import type { BotMode, LedgerEvent } from '@papertape/events'
import { type Decimal, decimal } from '@papertape/money'
import { type Account, EMPTY_ACCOUNT, replacePart } from './account.ts'
import { type Book, beginDay, equityOfBook, levelOfBook } from './book.ts'
import { closeDayBefore, type OnDayClosed } from './closed-day.ts'
import { addToDaily } from './daily.ts'
import { noDays } from './daily-moments.ts'
import { drawdownFrom, foldDrawdown } from './drawdown.ts'
import type { BotKpi } from './fold-kpi.ts'
import { flowInto, INDEX } from './growth.ts'
import { type Largest, largestOf, NONE, withAmount, withoutAmount } from './largest.ts'
import { closeTrade, noTrades } from './trade-stats.ts'

/** What one bot adds to its portfolio. */
type Part = { readonly account: Account; readonly largest_value: Decimal }

/** The figures of all public bots of one mode taken together; its size grows with the bots alone. */
export type PortfolioKpi = Book & {
  mode: BotMode
  /** By bot_id. */
  parts: Map<string, Part>
  largest: Largest
}

/** The portfolio of a mode before any bot has joined. */
export const initialPortfolio = (mode: BotMode): PortfolioKpi => ({
  mode,
  parts: new Map(),
  largest: NONE,
  ledger_seq: 0,
  started_at: null,
  time: null,
  capital: 0n,
  account: EMPTY_ACCOUNT,
  largest_value: 0n,
  trades: noTrades(),
  growth: INDEX,
  drawdown: drawdownFrom(INDEX.origin, null),
  calendar: null,
  daily: null,
  moments: noDays(),
})

/** Whether a bot is in a portfolio of a mode. */
export const isMember = (bot: BotKpi, mode: BotMode): boolean => bot.public && bot.mode === mode

/** What a bot adds as it stands. */
export const partOf = ({ account, largest_value }: BotKpi): Part => ({ account, largest_value })

const hearTime = (portfolio: PortfolioKpi, time: string): void => {
  portfolio.started_at ??= time
  if (portfolio.time === null || time > portfolio.time) portfolio.time = time
  beginDay(portfolio, time)
}

/** A joining bot brings its starting capital as a flow, which moves neither the index nor the drawdown. */
const join = (portfolio: PortfolioKpi, bot: BotKpi): void => {
  portfolio.growth = flowInto(portfolio.growth, equityOfBook(portfolio), bot.capital)
  portfolio.capital += bot.capital
}

/** Takes in what a bot adds now; answers whether the largest part of all is to be looked for again. */
const takeIn = (portfolio: PortfolioKpi, bot: BotKpi): boolean => {
  const before = portfolio.parts.get(bot.bot_id) ?? null
  if (before === null) join(portfolio, bot)
  portfolio.account = replacePart(portfolio.account, before?.account ?? null, bot.account)
  portfolio.parts.set(bot.bot_id, partOf(bot))
  if (before?.largest_value === bot.largest_value) return false
  const without = before === null ? portfolio.largest : withoutAmount(portfolio.largest, before.largest_value)
  portfolio.largest = withAmount(without ?? NONE, bot.largest_value)
  return without === null
}

const takeInAll = (portfolio: PortfolioKpi, members: readonly BotKpi[]): void => {
  let lookAgain = false
  for (const bot of members) lookAgain = takeIn(portfolio, bot) || lookAgain
  if (lookAgain) portfolio.largest = largestOf(largestValues(portfolio))
  portfolio.largest_value = portfolio.largest.value
}

function* largestValues({ parts }: PortfolioKpi): Generator<Decimal> {
  for (const part of parts.values()) yield part.largest_value
}

/** Live and demo days close by the clock; a replay portfolio's by whichever of its runs is furthest. */
const turnDay = (
  portfolio: PortfolioKpi,
  event: LedgerEvent,
  seq: number,
  isHeard: boolean,
  onDayClosed: OnDayClosed | undefined,
): boolean => {
  const closes =
    portfolio.mode === 'replay' ? isHeard && event.type === 'marks.recorded' : event.type === 'clock.ticked'
  if (!closes || !closeDayBefore(portfolio, event.time, seq, onDayClosed)) return false
  hearTime(portfolio, event.time)
  return true
}

const foldTrade = (portfolio: PortfolioKpi, event: LedgerEvent): void => {
  if (event.type !== 'fill.recorded') return
  const { exit, notional } = event.data
  if (portfolio.calendar !== null) portfolio.calendar.traded += decimal(notional)
  if (exit === null) return
  const realized = decimal(exit.realized_pnl)
  closeTrade(portfolio.trades, realized, Date.parse(event.time) - Date.parse(exit.entry_time))
  if (portfolio.daily !== null) portfolio.daily = addToDaily(portfolio.daily, event.time, realized)
}

/**
 * Folds one fact into the portfolio **in place**, and returns it. `changed` are the bots whose figures that very fact
 * moved, and a bot that it registered, all folded already; bots of another mode and private ones are passed over. Every
 * clock tick belongs here, and every marks.recorded. `portfolio.ledger_seq` equals `seq` afterwards exactly when
 * figures moved; a fact at or below it was folded before and does nothing. `onDayClosed` is told of a day that the fact
 * closes while `portfolio` still stands as before the fact. O(1) per changed bot.
 */
export const foldPortfolio = (
  portfolio: PortfolioKpi,
  event: LedgerEvent,
  changed: readonly BotKpi[],
  seq: number,
  onDayClosed?: OnDayClosed,
): PortfolioKpi => {
  if (seq <= portfolio.ledger_seq) return portfolio
  const members = changed.filter((bot) => isMember(bot, portfolio.mode))
  const dayTurned = turnDay(portfolio, event, seq, members.length > 0, onDayClosed)
  if (members.length === 0 && !dayTurned) return portfolio
  if (event.type === 'bot.registered') {
    // The day begins with the capital that joins. A replay bot is registered by the wall clock, which is not its own.
    takeInAll(portfolio, members)
    if (portfolio.mode !== 'replay') hearTime(portfolio, event.time)
  } else {
    if (members.length > 0) hearTime(portfolio, event.time)
    takeInAll(portfolio, members)
  }
  if (members.length > 0) foldTrade(portfolio, event)
  foldDrawdown(portfolio.drawdown, levelOfBook(portfolio), portfolio.time, portfolio.growth)
  portfolio.ledger_seq = seq
  return portfolio
}
