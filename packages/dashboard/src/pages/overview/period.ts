import type { Period } from '../../route/scope.ts'

const HOUR_MS = 3_600_000
/** Longer than any record: what the history calls all of it. */
const ALL_HOURS = 87_600

/** When a day, or a moment, that ends a period is over; `null` where that is yet to come, or the period has no end. */
export const endOf = (to: string | undefined, nowMs: number): string | null => {
  if (to === undefined) return null
  const ms = to.length === 10 ? Date.parse(`${to}T00:00:00Z`) + 24 * HOUR_MS : Date.parse(to)
  return Number.isNaN(ms) || ms >= nowMs ? null : new Date(ms).toISOString()
}

/** How many whole hours a period has, at least one. Without a beginning it has all. */
export const hoursOf = ({ from }: Period, end: string | null, nowMs: number): number => {
  const start = Date.parse(from ?? '')
  if (Number.isNaN(start)) return ALL_HOURS
  const last = end === null ? Number.NaN : Date.parse(end)
  return Math.max(1, Math.round(((Number.isNaN(last) ? nowMs : last) - start) / HOUR_MS))
}
