import { utcDayOf } from '@papertape/events'
import type { Decimal } from '@papertape/money'

/** Trades closed since 00:00 UTC of a day, by their exit time. */
export type Daily = { readonly day: string; readonly pnl: Decimal; readonly trades: number }

/** Nothing closed on a day yet. */
export const dailyOn = (day: string): Daily => ({ day, pnl: 0n, trades: 0 })

/** The running day's sums at a time: a later day starts at nothing. */
export const dailyAt = (daily: Daily, time: string): Daily => {
  const day = utcDayOf(time)
  return day > daily.day ? dailyOn(day) : daily
}

/** The sums with one more closed trade. An exit of a day that is over, found late, is no part of the running one. */
export const addToDaily = (daily: Daily, exitTime: string, realizedPnl: Decimal): Daily => {
  const today = dailyAt(daily, exitTime)
  if (utcDayOf(exitTime) < today.day) return today
  return { day: today.day, pnl: today.pnl + realizedPnl, trades: today.trades + 1 }
}
