/** A price older than this by the clock, while a trade is held, says nothing about the present any more. */
export const STALE_PRICE_MS = 5 * 60_000

/** Prices from before this time are stale at a minute of the clock. */
export const staleBefore = (minute: string): string => new Date(Date.parse(minute) - STALE_PRICE_MS).toISOString()

/**
 * Whether a trade is held at a stale price: neither its entry nor the newest tick that a mark showed of its instrument is
 * young enough. `limit` is {@link staleBefore} of the clock.
 */
export const isStale = (entryTime: string, markedTime: string | undefined, limit: string): boolean =>
  entryTime < limit && (markedTime === undefined || markedTime < limit)
