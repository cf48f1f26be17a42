import { utcDayOf } from '@papertape/events'
import { decimal, formatDecimal } from '@papertape/money'

/** Trades closed since 00:00 UTC of a day, by their exit time. */
export type Daily = { readonly day: string; readonly pnl: string; readonly trades: number }

/** The running day's sums at a time: a later day starts at nothing. */
export const dailyAt = (daily: Daily, time: string): Daily => {
  const day = utcDayOf(time)
  return day > daily.day ? { day, pnl: '0', trades: 0 } : daily
}

/** The sums with one more closed trade. An exit of a day that is over, found late, is no part of the running one. */
export const addToDaily = (daily: Daily, exitTime: string, realizedPnl: string): Daily => {
  const today = dailyAt(daily, exitTime)
  if (utcDayOf(exitTime) < today.day) return today
  return { day: today.day, pnl: formatDecimal(decimal(today.pnl) + decimal(realizedPnl)), trades: today.trades + 1 }
}
