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

/** How many whole hours a period has, at least one. Without a beginning it has all; a ledger sequence as its end says no time. */
export const hoursOf = ({ from }: Period, end: string | null, nowMs: number): number => {
  const start = Date.parse(from ?? '')
  if (Number.isNaN(start)) return ALL_HOURS
  const last = end === null || /^\d+$/.test(end) ? Number.NaN : Date.parse(end)
  const hours = Math.round(((Number.isNaN(last) ? nowMs : last) - start) / HOUR_MS)
  return Math.min(ALL_HOURS, Math.max(1, hours))
}

/** The snapshots of a period: a record with a clock of its own is asked for more than that. */
export const within = <Snapshot extends { readonly timestamp: string | null }>(
  history: readonly Snapshot[],
  { from }: Period,
  end: string | null,
): readonly Snapshot[] => {
  const [first, last] = [Date.parse(from ?? ''), Date.parse(end ?? '')]
  return history.filter(({ timestamp }) => {
    const at = Date.parse(timestamp ?? '')
    return !(at < first) && !(at >= last)
  })
}
