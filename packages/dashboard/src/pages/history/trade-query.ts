import type { Trade } from '@papertape/client'
import type { TradeScope } from '../../route/scope.ts'

export const STATUSES = [
  'CLOSED',
  'CLOSED_TP',
  'CLOSED_SL',
  'CLOSED_EXPIRED',
  'CLOSED_SIGNAL',
  'CLOSED_MANUAL',
  'OPEN',
  'NOT_ENTERED',
] as const
export type StatusFilter = (typeof STATUSES)[number]

/** The status that the URL names: closed trades unless it says another, `null` for any. */
export const statusFilter = (text: string | null): StatusFilter | null =>
  text === 'any' ? null : (STATUSES.find((status) => status === text) ?? 'CLOSED')

export type ListFilters = TradeScope & { status?: StatusFilter[]; as_of?: string }

/** A day alone as `from` is its start, as `to` its end, as REST takes it. */
const startMs = (text: string): number => Date.parse(text)
const endMs = (text: string): number => Date.parse(text) + (text.length === 10 ? 86_400_000 : 0)

/** When a trade opened, else when it was accepted: what lists are ordered by. */
const openedAt = ({ entry_time, accepted_at }: Trade): string => entry_time ?? accepted_at

/**
 * Whether the list would show a trade that the feed told of. `mode` is the list's, where nobody chose one; feeds tell of the
 * same bots then.
 */
export const matchesFilters = (filters: ListFilters, mode: string | null) => {
  const among = (values: readonly string[] | undefined, value: string | null): boolean =>
    values === undefined || (value !== null && values.includes(value))
  return (trade: Trade): boolean => {
    const opened = Date.parse(openedAt(trade))
    return (
      (filters.bot_id === undefined || trade.bot_id === filters.bot_id) &&
      (mode === null || trade.mode === mode) &&
      among(filters.symbol, trade.symbol) &&
      among(filters.strategy, trade.strategy) &&
      among(filters.market_type, trade.market_type) &&
      among(filters.direction, trade.direction) &&
      (filters.min_confidence === undefined || (trade.confidence ?? -1) >= filters.min_confidence) &&
      (filters.from === undefined || opened >= startMs(filters.from)) &&
      (filters.to === undefined || opened < endMs(filters.to)) &&
      (filters.status === undefined ||
        filters.status.some((one) => one === trade.status || (one === 'CLOSED' && trade.status.startsWith('CLOSED_'))))
    )
  }
}

/** The order of the list: the newest first. */
export const newestFirst = (one: Trade, other: Trade): number => {
  const [a, b] = [openedAt(one), openedAt(other)]
  return a === b ? other.accepted_seq - one.accepted_seq : a < b ? 1 : -1
}
