import { type BotMode, type EventOf, type LedgerEvent, utcDayOf } from '@papertape/events'
import { decimal, formatDecimal } from '@papertape/money'
import { type AccountChange, changeAccount, EMPTY_ACCOUNT } from './account.ts'
import { type Book, levelOfBook } from './book.ts'
import { calendarFrom, turnCalendar } from './calendar.ts'
import { addToDaily, dailyAt } from './daily.ts'
import { drawdownFrom, foldDrawdown } from './drawdown.ts'
import { growthOf } from './growth.ts'
import { enterTrade, exitTrade, largestValueOf, markTrades, type OpenTrades } from './open-trades.ts'
import { closeTrade, NO_TRADES } from './trade-stats.ts'

/** One bot's figures in the making: what {@link foldKpi} folds and `snapshotOf` reads. Plain JSON. */
export type BotKpi = Book & {
  bot_id: string
  mode: BotMode
  public: boolean
  /** The replay that its clock runs by. */
  run: string | null
  open: OpenTrades
}

/**
 * The figures of a bot that has just been registered. A replay bot's clock is its run's, so its record begins with its
 * first fill, whenever that was.
 */
export const initialKpi = (registered: EventOf<'bot.registered'>, seq = 0): BotKpi => {
  const { mode, initial_capital } = registered.data
  const startedAt = mode === 'replay' ? null : registered.time
  return {
    bot_id: registered.bot_id,
    mode,
    public: registered.data.public,
    run: null,
    open: {},
    ledger_seq: seq,
    started_at: startedAt,
    time: startedAt,
    capital: initial_capital,
    account: EMPTY_ACCOUNT,
    largest_value: '0',
    trades: NO_TRADES,
    growth: growthOf(initial_capital),
    drawdown: drawdownFrom(initial_capital),
    calendar: startedAt === null ? null : calendarFrom(startedAt, initial_capital),
    daily: startedAt === null ? null : dailyAt({ day: '', pnl: '0', trades: 0 }, startedAt),
  }
}

/** A new replay restarts the clock, which may lie before the one of the replay it had heard last. */
const enterRun = (kpi: BotKpi, run: string | null): void => {
  if (run === null || run === kpi.run) return
  kpi.run = run
  kpi.time = null
  kpi.calendar = null
  kpi.daily = null
}

/** Time never runs backwards: a fill found late is dated by the newest minute heard before it. */
const hearTime = (kpi: BotKpi, time: string): void => {
  if (kpi.started_at === null || (kpi.run !== null && time < kpi.started_at)) kpi.started_at = time
  if (kpi.time === null || time > kpi.time) kpi.time = time
  kpi.calendar ??= calendarFrom(time, formatDecimal(levelOfBook(kpi)))
  kpi.daily ??= dailyAt({ day: '', pnl: '0', trades: 0 }, time)
}

/** The first minute of a later day closes the running one, before anything of that minute is valued. */
const hearMinute = (kpi: BotKpi, minute: string): boolean => {
  if (kpi.calendar === null || utcDayOf(minute) <= kpi.calendar.day) return false
  kpi.calendar = turnCalendar(kpi.calendar, minute, formatDecimal(levelOfBook(kpi)))
  if (kpi.daily !== null) kpi.daily = dailyAt(kpi.daily, minute)
  hearTime(kpi, minute)
  return true
}

const book = (kpi: BotKpi, change: AccountChange): void => {
  kpi.account = changeAccount(kpi.account, change)
  kpi.drawdown = foldDrawdown(kpi.drawdown, levelOfBook(kpi))
}

const foldFill = (kpi: BotKpi, event: EventOf<'fill.recorded'>): void => {
  const fill = event.data
  enterRun(kpi, fill.run)
  hearTime(kpi, event.time)
  if (fill.exit === null) {
    const change = enterTrade(kpi.open, fill)
    if (decimal(fill.notional) > decimal(kpi.largest_value)) kpi.largest_value = fill.notional
    book(kpi, change)
    return
  }
  const change = exitTrade(kpi.open, fill)
  if (-change.open_value === decimal(kpi.largest_value)) kpi.largest_value = largestValueOf(kpi.open)
  const { realized_pnl, entry_time } = fill.exit
  kpi.trades = closeTrade(kpi.trades, realized_pnl, Date.parse(event.time) - Date.parse(entry_time))
  if (kpi.daily !== null) kpi.daily = addToDaily(kpi.daily, event.time, realized_pnl)
  book(kpi, { ...change, realized: decimal(realized_pnl), fees: decimal(fill.fee) })
}

const foldMarks = (kpi: BotKpi, event: EventOf<'marks.recorded'>): boolean => {
  const { run, minute } = event.data
  const dayTurned = run !== null && run === kpi.run && hearMinute(kpi, minute)
  const change = markTrades(kpi.open, event.data)
  if (change === null) return dayTurned
  hearTime(kpi, event.time)
  kpi.largest_value = largestValueOf(kpi.open)
  book(kpi, change)
  return true
}

/** Folds one fact into the figures; answers whether any figure moved. */
const foldFact = (kpi: BotKpi, event: LedgerEvent): boolean => {
  switch (event.type) {
    case 'fill.recorded':
      foldFill(kpi, event)
      return true
    case 'marks.recorded':
      return foldMarks(kpi, event)
    case 'clock.ticked':
      return kpi.mode !== 'replay' && hearMinute(kpi, event.data.minute)
    case 'bot.registered':
    case 'bot.configured':
    case 'bot.started':
    case 'bot.stopped':
    case 'signal.accepted':
    case 'signal.rejected':
    case 'entry.missed':
    case 'alarm.raised':
    case 'alarm.escalated':
    case 'alarm.cleared':
    case 'alarm.acknowledged':
    case 'alarm.silenced':
    case 'alarms.configured':
    case 'trade.close_requested':
      return false
  }
}

/**
 * Folds one fact of the bot's own history, or a clock tick or marks of its partition, into `kpi` **in place**, and
 * returns it: copying a bot with thousands of open trades per fact would be no fold. `kpi.ledger_seq` equals `seq`
 * afterwards exactly when figures moved, which is when a snapshot exists; a fact at or below it was folded before and
 * does nothing. O(1), marks O(open trades of the marked instruments).
 * @throws RangeError when the ledger contradicts itself, such as by a second exit: then no figure can be right.
 */
export const foldKpi = (kpi: BotKpi, event: LedgerEvent, seq: number): BotKpi => {
  if (seq > kpi.ledger_seq && foldFact(kpi, event)) kpi.ledger_seq = seq
  return kpi
}
