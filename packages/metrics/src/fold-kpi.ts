import type { BotMode, EventOf, LedgerEvent } from '@papertape/events'
import { decimal } from '@papertape/money'
import { type AccountChange, changeAccount, EMPTY_ACCOUNT } from './account.ts'
import { type Book, beginDay, levelOfBook } from './book.ts'
import { closeDayBefore, type OnDayClosed } from './closed-day.ts'
import { addToDaily } from './daily.ts'
import { noDays } from './daily-moments.ts'
import { drawdownFrom, foldDrawdown } from './drawdown.ts'
import { growthOf } from './growth.ts'
import { enterTrade, exitTrade, isMarked, largestValueOf, markTrades, type OpenTrades } from './open-trades.ts'
import { closeTrade, noTrades } from './trade-stats.ts'

/** One bot's figures in the making: what {@link foldKpi} folds and `snapshotOf` reads. `kpiToJson` stores it. */
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
  const { mode } = registered.data
  const capital = decimal(registered.data.initial_capital)
  const startedAt = mode === 'replay' ? null : registered.time
  const kpi: BotKpi = {
    bot_id: registered.bot_id,
    mode,
    public: registered.data.public,
    run: null,
    open: new Map(),
    ledger_seq: seq,
    started_at: startedAt,
    time: startedAt,
    capital,
    account: EMPTY_ACCOUNT,
    largest_value: 0n,
    trades: noTrades(),
    growth: growthOf(capital),
    drawdown: drawdownFrom(capital, startedAt),
    calendar: null,
    daily: null,
    moments: noDays(),
  }
  if (startedAt !== null) beginDay(kpi, startedAt)
  return kpi
}

/** A new replay restarts the clock, which may lie before the one of the replay it had heard last. */
const enterRun = (kpi: BotKpi, run: string | null): void => {
  if (run === null || run === kpi.run) return
  kpi.run = run
  kpi.time = null
  kpi.calendar = null
  kpi.daily = null
}

/**
 * Time never runs backwards: a fill found late is dated by the newest minute heard before it, and the mark of a minute
 * moves nothing to before an entry within that minute. Only a new run, whose clock starts anew, may begin the record earlier.
 */
const hearTime = (kpi: BotKpi, time: string): void => {
  if (kpi.started_at === null || (kpi.time === null && time < kpi.started_at)) kpi.started_at = time
  if (kpi.time === null || time > kpi.time) kpi.time = time
  beginDay(kpi, time)
}

/** The first minute of a later day closes the running one, before anything of that minute is valued. */
const hearMinute = (kpi: BotKpi, minute: string, seq: number, onDayClosed: OnDayClosed | undefined): boolean => {
  if (!closeDayBefore(kpi, minute, seq, onDayClosed)) return false
  hearTime(kpi, minute)
  return true
}

const book = (kpi: BotKpi, change: AccountChange): void => {
  kpi.account = changeAccount(kpi.account, change)
  foldDrawdown(kpi.drawdown, levelOfBook(kpi), kpi.time, kpi.growth)
}

const hearFill = (kpi: BotKpi, { time, data }: EventOf<'fill.recorded'>): void => {
  enterRun(kpi, data.run)
  hearTime(kpi, time)
  if (kpi.calendar !== null) kpi.calendar.traded += decimal(data.notional)
}

/** A fill that cannot follow what came before throws where its trade is entered or left, before anything has changed. */
const foldFill = (kpi: BotKpi, event: EventOf<'fill.recorded'>): void => {
  const fill = event.data
  if (fill.exit === null) {
    const change = enterTrade(kpi.open, fill)
    hearFill(kpi, event)
    if (change.open_notional > kpi.largest_value) kpi.largest_value = change.open_notional
    book(kpi, change)
    return
  }
  const change = exitTrade(kpi.open, fill)
  hearFill(kpi, event)
  if (-change.open_value === kpi.largest_value) kpi.largest_value = largestValueOf(kpi.open)
  const realized = decimal(fill.exit.realized_pnl)
  closeTrade(kpi.trades, realized, Date.parse(event.time) - Date.parse(fill.exit.entry_time))
  if (kpi.daily !== null) kpi.daily = addToDaily(kpi.daily, event.time, realized)
  book(kpi, { ...change, realized, fees: decimal(fill.fee) })
}

/**
 * Marks of instruments that the bot holds; any others say when somebody else in its partition held something. For a replay
 * bot they are its clock.
 */
const foldMarks = (
  kpi: BotKpi,
  event: EventOf<'marks.recorded'>,
  seq: number,
  onDayClosed: OnDayClosed | undefined,
): boolean => {
  if (!isMarked(kpi.open, event.data)) return false
  if (event.data.run !== null) hearMinute(kpi, event.data.minute, seq, onDayClosed)
  const change = markTrades(kpi.open, event.data)
  hearTime(kpi, event.time)
  kpi.largest_value = largestValueOf(kpi.open)
  book(kpi, change)
  return true
}

/** Folds one fact into the figures; answers whether any figure moved. */
const foldFact = (kpi: BotKpi, event: LedgerEvent, seq: number, onDayClosed: OnDayClosed | undefined): boolean => {
  switch (event.type) {
    case 'fill.recorded':
      foldFill(kpi, event)
      return true
    case 'marks.recorded':
      return foldMarks(kpi, event, seq, onDayClosed)
    case 'clock.ticked':
      return kpi.mode !== 'replay' && hearMinute(kpi, event.data.minute, seq, onDayClosed)
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
    case 'alarms.rules_adopted':
    case 'trade.close_requested':
      return false
  }
}

/**
 * Folds one fact of the bot's own history, or a clock tick or marks of its partition, into `kpi` **in place**, and
 * returns it: copying a bot with thousands of open trades per fact would be no fold. `kpi.ledger_seq` equals `seq`
 * afterwards exactly when figures moved, which is when a snapshot exists; a fact at or below it was folded before and
 * does nothing. `onDayClosed` is told of a day that the fact closes while `kpi` still stands as before the fact. O(1),
 * marks O(open trades of the marked instruments).
 * @throws RangeError for a fill that cannot follow what came before, such as a second exit: then nothing has changed.
 */
export const foldKpi = (kpi: BotKpi, event: LedgerEvent, seq: number, onDayClosed?: OnDayClosed): BotKpi => {
  if (seq > kpi.ledger_seq && foldFact(kpi, event, seq, onDayClosed)) kpi.ledger_seq = seq
  return kpi
}
