import { utcDayOf } from '@papertape/events'
import type { Decimal } from '@papertape/money'
import { type Account, equityOf } from './account.ts'
import { type Calendar, calendarFrom } from './calendar.ts'
import { type Daily, dailyOn } from './daily.ts'
import type { DailyMoments } from './daily-moments.ts'
import type { Drawdown } from './drawdown.ts'
import { type Growth, levelOf } from './growth.ts'
import type { TradeStats } from './trade-stats.ts'

/** All that figures are computed from, of one bot or of a portfolio. */
export type Book = {
  /** The fact that last changed a figure; 0 before any. */
  ledger_seq: number
  /** Where the record begins; `null` where only the first fill will tell. */
  started_at: string | null
  /** The newest time heard. */
  time: string | null
  /** Σ starting capital, quote units. */
  capital: Decimal
  account: Account
  /** Value of the largest open trade. */
  largest_value: Decimal
  trades: TradeStats
  growth: Growth
  drawdown: Drawdown
  calendar: Calendar | null
  daily: Daily | null
  /** Of closed days; the running one is in no ratio. */
  moments: DailyMoments
}

/** Starting capital + realized + unrealized, exact. */
export const equityOfBook = (book: Book): Decimal => equityOf(book.capital, book.account)

/** Equity, or for a portfolio its time-weighted index: what returns and drawdowns are measured on. */
export const levelOfBook = (book: Book): Decimal => levelOf(book.growth, equityOfBook(book))

/** Time since the record began. */
export const elapsedMsOf = (book: Book): number =>
  book.started_at === null || book.time === null ? 0 : Math.max(0, Date.parse(book.time) - Date.parse(book.started_at))

/** Begins the running day, **in place**, where none is running; all periods count from the level that stands. */
export const beginDay = (book: Book, time: string): void => {
  const day = utcDayOf(time)
  book.calendar ??= calendarFrom(day, levelOfBook(book), equityOfBook(book))
  book.daily ??= dailyOn(day)
}
