import type { EventOf } from '@papertape/events'
import { priceOfTick } from './price.ts'
import { notBeforeEntry, type RequestedClose, type Trade } from './trade.ts'

/** Whether a CLOSE, on the trade's own instrument, is meant for it: same bot, accepted earlier, and as narrowed down. */
export const isMeantFor = (trade: Trade, { close, seq }: RequestedClose): boolean => {
  const { direction, opens_signal_id } = close.data
  return (
    trade.bot_id === close.bot_id &&
    trade.accepted_seq < seq &&
    (direction === null || direction === trade.direction) &&
    (opens_signal_id === null || opens_signal_id === trade.accepted.data.signal_id)
  )
}

/**
 * Takes a trade back to the first price at which a late CLOSE is effective, and undoes what later prices had decided,
 * except for an entry that the ledger holds. Does nothing to a trade that is not that far.
 */
export const rewind = (trade: Trade, close: EventOf<'signal.accepted'>): void => {
  const { ticks_after, last_tick } = close.data
  if (ticks_after >= (trade.endDecision?.seq ?? trade.after)) return
  trade.endDecision = null
  if (trade.entry?.recorded === false && trade.entry.by !== null && trade.entry.by.tick.seq > ticks_after) {
    trade.entry = null
    trade.entryDecision = null
  }
  trade.after = Math.max(ticks_after, trade.accepted.data.ticks_after)
  trade.before = last_tick === null ? null : priceOfTick(last_tick)
  notBeforeEntry(trade)
}
