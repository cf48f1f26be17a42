import { utcDayOf } from '@papertape/events'
import { type Decimal, formatDecimal } from '@papertape/money'
import { type Book, equityOfBook } from './book.ts'
import { type Calendar, daysBetween, turnCalendar } from './calendar.ts'
import { dailyAt } from './daily.ts'
import { addIdleDays, addReturn, addTurnover } from './daily-moments.ts'
import { levelOf } from './growth.ts'
import { nearestRatio } from './nearest-ratio.ts'

/**
 * A UTC day that is over, as the record of one bot or portfolio saw it. A replay bot that enters another run starts its
 * days anew, so the same day may close twice, and a run's last day never does.
 */
export type ClosedDay = {
  /** `YYYY-MM-DD`. */
  day: string
  /** Ledger sequence of the fact that closed it: what tells days of one record apart, and orders them. */
  closed_seq: number
  /** Level at its close: equity, or a portfolio's time-weighted index. Decimal text. */
  level: string
  /** Account value at its close, quote units, decimal text. */
  equity: string
  /** level / level at the close before − 1, the nearest double; `null` where the base was ≤ 0. */
  return: number | null
  /** Σ notional traded that day, both sides / mean of the day's start and end equity; `null` where that is ≤ 0. */
  turnover: number | null
  /** Days between this one and the next that runs, with nothing heard: each counts as a return of 0. None at a level ≤ 0. */
  idle_days: number
}

/** Is told of each day that closes, while the book still stands as it closed. */
export type OnDayClosed = (day: ClosedDay) => void

const closedDayOf = (calendar: Calendar, level: Decimal, equity: Decimal, idleDays: number, seq: number): ClosedDay => {
  const { day, day_start, equity_start, traded } = calendar
  const held = equity_start + equity
  return {
    day,
    closed_seq: seq,
    level: formatDecimal(level),
    equity: formatDecimal(equity),
    return: day_start <= 0n ? null : nearestRatio(level - day_start, day_start),
    turnover: held <= 0n ? null : nearestRatio(2n * traded, held),
    idle_days: level <= 0n ? 0 : idleDays,
  }
}

/**
 * Closes the running day when a time lies in a later one, **in place**, at the level that stands: before anything of that
 * time is booked or valued. Days in between had nothing heard. O(1), however many they are. Answers whether it did.
 */
export const closeDayBefore = (
  book: Book,
  time: string,
  seq: number,
  onDayClosed: OnDayClosed | undefined,
): boolean => {
  const { calendar, moments } = book
  const day = utcDayOf(time)
  if (calendar === null || day <= calendar.day) return false
  const equity = equityOfBook(book)
  const level = levelOf(book.growth, equity)
  const idleDays = daysBetween(calendar.day, day) - 1
  onDayClosed?.(closedDayOf(calendar, level, equity, idleDays, seq))
  addReturn(moments, calendar.day_start, level)
  addTurnover(moments, calendar.traded, calendar.equity_start, equity)
  addIdleDays(moments, idleDays, level, equity)
  turnCalendar(calendar, day, level, equity)
  if (book.daily !== null) book.daily = dailyAt(book.daily, time)
  return true
}
