import { type BotMode, type LedgerEvent, utcDayOf } from '@papertape/events'
import { decimal, formatDecimal } from '@papertape/money'
import { type Account, EMPTY_ACCOUNT, replacePart } from './account.ts'
import { type Book, equityOfBook, levelOfBook } from './book.ts'
import { calendarFrom, turnCalendar } from './calendar.ts'
import { addToDaily, dailyAt } from './daily.ts'
import { drawdownFrom, foldDrawdown } from './drawdown.ts'
import type { BotKpi } from './fold-kpi.ts'
import { flowInto, INDEX } from './growth.ts'
import { type Largest, largestOf, NONE, withAmount, withoutAmount } from './largest.ts'
import { closeTrade, NO_TRADES } from './trade-stats.ts'

/** What one bot adds to its portfolio. */
type Part = { account: Account; largest_value: string }

/** The figures of all public bots of one mode taken together. Plain JSON of a size that grows with the bots alone. */
export type PortfolioKpi = Book & {
  mode: BotMode
  /** By `bot.<bot_id>`: a key no object is born with, whatever a bot is called. */
  parts: { [key: string]: Part }
  largest: Largest
}

/** The portfolio of a mode before any bot has joined. */
export const initialPortfolio = (mode: BotMode): PortfolioKpi => ({
  mode,
  parts: {},
  largest: NONE,
  ledger_seq: 0,
  started_at: null,
  time: null,
  capital: '0',
  account: EMPTY_ACCOUNT,
  largest_value: '0',
  trades: NO_TRADES,
  growth: INDEX,
  drawdown: drawdownFrom(INDEX.origin),
  calendar: null,
  daily: null,
})

const hearTime = (portfolio: PortfolioKpi, time: string): void => {
  portfolio.started_at ??= time
  if (portfolio.time === null || time > portfolio.time) portfolio.time = time
  portfolio.calendar ??= calendarFrom(time, formatDecimal(levelOfBook(portfolio)))
  portfolio.daily ??= dailyAt({ day: '', pnl: '0', trades: 0 }, time)
}

/** A joining bot brings its starting capital as a flow, which moves neither the index nor the drawdown. */
const join = (portfolio: PortfolioKpi, bot: BotKpi): void => {
  const capital = decimal(bot.capital)
  portfolio.growth = flowInto(portfolio.growth, equityOfBook(portfolio), capital)
  portfolio.capital = formatDecimal(decimal(portfolio.capital) + capital)
}

/** Takes in what a bot adds now; answers whether the largest part of all is to be looked for again. */
const takeIn = (portfolio: PortfolioKpi, bot: BotKpi): boolean => {
  const key = `bot.${bot.bot_id}`
  const before = portfolio.parts[key] ?? null
  if (before === null) join(portfolio, bot)
  portfolio.account = replacePart(portfolio.account, before?.account ?? null, bot.account)
  portfolio.parts[key] = { account: bot.account, largest_value: bot.largest_value }
  if (before?.largest_value === bot.largest_value) return false
  const without = before === null ? portfolio.largest : withoutAmount(portfolio.largest, before.largest_value)
  portfolio.largest = withAmount(without ?? NONE, bot.largest_value)
  return without === null
}

/** Live and demo days close by the clock; a replay portfolio's by whichever of its runs is furthest. */
const turnDay = (portfolio: PortfolioKpi, event: LedgerEvent): boolean => {
  const closes = portfolio.mode === 'replay' ? event.type === 'marks.recorded' : event.type === 'clock.ticked'
  if (!closes || portfolio.calendar === null || utcDayOf(event.time) <= portfolio.calendar.day) return false
  portfolio.calendar = turnCalendar(portfolio.calendar, event.time, formatDecimal(levelOfBook(portfolio)))
  if (portfolio.daily !== null) portfolio.daily = dailyAt(portfolio.daily, event.time)
  hearTime(portfolio, event.time)
  return true
}

/**
 * Folds one fact into the portfolio **in place**, and returns it. `changed` are the bots whose figures that very fact
 * moved, and a bot that it registered, all folded already; bots of another mode and private ones are passed over. Every
 * clock tick belongs here, and every marks.recorded. `portfolio.ledger_seq` equals `seq` afterwards exactly when
 * figures moved; a fact at or below it was folded before and does nothing. O(1) per changed bot.
 */
export const foldPortfolio = (
  portfolio: PortfolioKpi,
  event: LedgerEvent,
  changed: readonly BotKpi[],
  seq: number,
): PortfolioKpi => {
  if (seq <= portfolio.ledger_seq) return portfolio
  const members = changed.filter((bot) => bot.public && bot.mode === portfolio.mode)
  const dayTurned = (members.length > 0 || portfolio.mode !== 'replay') && turnDay(portfolio, event)
  if (members.length === 0 && !dayTurned) return portfolio
  let lookAgain = false
  for (const bot of members) lookAgain = takeIn(portfolio, bot) || lookAgain
  if (lookAgain) portfolio.largest = largestOf(Object.values(portfolio.parts).map((part) => part.largest_value))
  portfolio.largest_value = portfolio.largest.value
  // A replay bot is registered by the wall clock, which is not the clock its record runs by.
  if (members.length > 0 && !(portfolio.mode === 'replay' && event.type === 'bot.registered')) {
    hearTime(portfolio, event.time)
  }
  if (event.type === 'fill.recorded' && event.data.exit !== null) {
    const { realized_pnl, entry_time } = event.data.exit
    portfolio.trades = closeTrade(portfolio.trades, realized_pnl, Date.parse(event.time) - Date.parse(entry_time))
    if (portfolio.daily !== null) portfolio.daily = addToDaily(portfolio.daily, event.time, realized_pnl)
  }
  portfolio.drawdown = foldDrawdown(portfolio.drawdown, levelOfBook(portfolio))
  portfolio.ledger_seq = seq
  return portfolio
}
