import type { Position } from '@papertape/client'
import { checkedNumber } from '../../format/wrong-data.ts'

type Priced = Pick<
  Position,
  'direction' | 'entry_price' | 'current_price' | 'take_profit' | 'stop_loss' | 'quantity' | 'unrealized_pnl'
>

const numberOr = (value: string | null): number | null => (value === null ? null : checkedNumber(value))

/** Where the price is between the levels that close a position. */
export type Way = {
  /** From here to the level, per cent of the price of now; negative = beyond it already. `null` without the level. */
  readonly toTarget: number | null
  readonly toStop: number | null
  /** 0 at the stop, 1 at the target; `null` unless both are there. */
  readonly at: number | null
  /** The same of the entry. */
  readonly entryAt: number | null
}

const clamped = (value: number): number => Math.min(1, Math.max(0, value))

/** How far a position is from its levels; `null` before its entry and without a price. */
export const wayOf = ({ direction, ...row }: Priced): Way | null => {
  const [now, entry] = [numberOr(row.current_price), numberOr(row.entry_price)]
  if (now === null || entry === null) return null
  const [target, stop] = [numberOr(row.take_profit), numberOr(row.stop_loss)]
  const side = direction === 'LONG' ? 1 : -1
  const between = (price: number): number | null =>
    target === null || stop === null || target === stop ? null : clamped((price - stop) / (target - stop))
  return {
    toTarget: target === null ? null : (side * (target - now) * 100) / now,
    toStop: stop === null ? null : (side * (now - stop) * 100) / now,
    at: between(now),
    entryAt: between(entry),
  }
}

/**
 * What is won or lost so far, in what stood at risk at the entry: unrealised P/L / (quantity × distance from entry to stop).
 * `null` without a stop, and where the entry lay beyond it. As `r_multiples` of closed trades.
 */
export const rMultipleOf = ({ direction, entry_price, stop_loss, quantity, unrealized_pnl }: Priced): number | null => {
  const [entry, stop, size, gain] = [entry_price, stop_loss, quantity, unrealized_pnl].map(numberOr)
  if (typeof entry !== 'number' || typeof stop !== 'number' || typeof size !== 'number' || typeof gain !== 'number')
    return null
  const risk = (direction === 'LONG' ? entry - stop : stop - entry) * size
  return risk > 0 ? gain / risk : null
}

/** The positions in which a text stands: in their symbol, bot, strategy, venue or signal, in any letter case. */
export const found = <Row extends Position>(rows: readonly Row[], text: string): readonly Row[] => {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return rows
  return rows.filter(({ symbol, bot_id, strategy, venue, signal_id }) =>
    [symbol, bot_id, strategy ?? '', venue, signal_id].some((part) => part.toLowerCase().includes(wanted)),
  )
}
