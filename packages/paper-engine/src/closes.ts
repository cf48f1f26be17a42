import { type CloseOrder, isMeantFor } from '@papertape/events'
import { type InstrumentKey, instrumentKey, type Price, priceOfTick } from './price.ts'
import { notBeforeEntry, type RequestedClose, type Trade } from './trade.ts'

/** Whether a requested close is meant for a trade: it names it, or names none, and the trade was accepted before it. */
export const isRequestedOf = (trade: Trade, { order, seq }: RequestedClose): boolean => {
  const { trade_id, bot_id, direction } = trade
  const { signal_id, venue, symbol, run } = trade.accepted.data
  return trade.accepted_seq < seq && isMeantFor(order, { trade_id, bot_id, signal_id, venue, symbol, direction, run })
}

/** The only instrument whose trades an order can be meant for; `null` where there may be several. */
export const instrumentOfOrder = ({ venue, symbol }: CloseOrder): InstrumentKey | null =>
  venue === null || symbol === null ? null : instrumentKey(venue, symbol)

/**
 * The furthest place, not behind the order's `ticks_after`, at which it is known what the accepted price there was: a trade
 * that starts again from it meets every price the order is about, and judges each as before.
 */
const knownPlace = (
  trade: Trade,
  order: CloseOrder,
  waypoint: Price | null,
): { after: number; before: Price | null } => {
  const { last_tick, ticks_after } = trade.accepted.data
  const own = { after: ticks_after, before: last_tick === null ? null : priceOfTick(last_tick) }
  if (order.last_tick !== 'untold') {
    if (order.ticks_after <= own.after) return own
    return { after: order.ticks_after, before: order.last_tick === null ? null : priceOfTick(order.last_tick) }
  }
  return waypoint !== null && waypoint.seq > own.after ? { after: waypoint.seq, before: waypoint } : own
}

/**
 * Takes a trade back to where a late close is effective, and undoes what later prices had decided, except for an entry that
 * the ledger holds. Does nothing to a trade that is not that far. `waypoint` is an accepted price of the instrument through
 * the order's `ticks_after`, as late a one as is remembered.
 */
export const rewind = (trade: Trade, order: CloseOrder, waypoint: Price | null): void => {
  const { ticks_after } = order
  if (ticks_after >= (trade.endDecision?.seq ?? trade.after)) return
  trade.endDecision = null
  if (trade.entry?.recorded === false && trade.entry.by !== null && trade.entry.by.tick.seq > ticks_after) {
    trade.entry = null
    trade.entryDecision = null
  }
  const { after, before } = knownPlace(trade, order, waypoint)
  trade.after = after
  trade.before = before
  notBeforeEntry(trade)
}
