import type { Policy, Tick } from '@papertape/events'
import { type Decimal, decimal, formatDecimal, readDecimal } from '@papertape/money'
import { type Fault, isName, memberOf, NAME_LENGTH_MAX, type SignalFields } from './message/signal-fields.ts'

export type Direction = 'LONG' | 'SHORT'

/** The prices of a signal, those it has. */
export type Prices = { entry_price: Decimal | null; take_profit: Decimal | null; stop_loss: Decimal | null }

const PRICE_FIELDS = ['entry_price', 'take_profit', 'stop_loss'] as const

const priceFaults = {
  not_a_number: 'must be a number',
  not_finite: 'must be finite',
  too_many_decimals: 'must have at most 18 decimals',
} as const

/** MISSING_FIELD: the first field that the action needs and the signal lacks. */
export const missingField = (fields: SignalFields, policy: Policy): Fault | null => {
  if (!isName(fields.symbol, NAME_LENGTH_MAX))
    return { field: 'symbol', detail: `symbol is required, a string of 1–${NAME_LENGTH_MAX} characters` }
  if (fields.action === 'CLOSE') return null
  const needed = [
    'direction',
    'entry_price',
    ...(policy.require_levels ? (['take_profit', 'stop_loss'] as const) : []),
  ] as const
  const field = needed.find((name) => fields[name] === undefined)
  if (field === undefined) return null
  const why =
    field === 'take_profit' || field === 'stop_loss' ? ' unless the bot’s policy says require_levels: false' : ''
  return { field, detail: `${field} is required for OPEN${why}` }
}

/** The direction in capitals, or INVALID_DIRECTION; `null` where there is none, as CLOSE may have it. */
export const readDirection = (fields: SignalFields): { direction: Direction | null } | { fault: Fault } => {
  if (fields.direction === undefined) return { direction: null }
  const direction = memberOf(['LONG', 'SHORT'], fields.direction)
  return direction === undefined
    ? { fault: { field: 'direction', detail: 'direction must be LONG or SHORT' } }
    : { direction }
}

/** The prices, or INVALID_PRICE naming the first field at fault. Prices that are given are checked even where not needed. */
export const readPrices = (fields: SignalFields): { prices: Prices } | { fault: Fault } => {
  const prices: Prices = { entry_price: null, take_profit: null, stop_loss: null }
  for (const field of PRICE_FIELDS) {
    if (fields[field] === undefined) continue
    const reading = readDecimal(fields[field])
    if (!reading.ok) return { fault: { field, detail: `${field} ${priceFaults[reading.fault]}` } }
    if (reading.value <= 0n) return { fault: { field, detail: `${field} must be greater than 0` } }
    prices[field] = reading.value
  }
  return { prices }
}

/** INVALID_GEOMETRY: LONG needs stop_loss < entry_price < take_profit, SHORT the reverse, of the prices there are. */
export const invalidGeometry = (prices: Prices, direction: Direction | null): Fault | null => {
  if (direction === null) return null
  const ladder = (['stop_loss', 'entry_price', 'take_profit'] as const).filter((field) => prices[field] !== null)
  const rising = direction === 'LONG' ? ladder : ladder.toReversed()
  for (const [below, above] of rising.slice(1).map((field, index) => [rising[index] ?? field, field] as const)) {
    if ((prices[below] ?? 0n) < (prices[above] ?? 0n)) continue
    const field = below === 'entry_price' ? above : below
    return { field, detail: `${direction} needs ${below} < ${above}` }
  }
  return null
}

/** ENTRY_OFF_MARKET: the entry is too far from the last tick, or that tick is at or past a level already. */
export const entryOffMarket = (
  prices: Prices,
  direction: Direction,
  policy: Policy,
  lastTick: Tick | null,
): Fault | null => {
  if (lastTick === null || prices.entry_price === null) return null
  const last = decimal(lastTick.price)
  const limit = policy.max_entry_deviation_pct
  const distance = prices.entry_price > last ? prices.entry_price - last : last - prices.entry_price
  // |entry − last| / last > limit / 100, multiplied out: no quotient, no rounding.
  if (limit !== null && distance * decimal('100') > decimal(limit) * last) {
    return {
      field: 'entry_price',
      detail: `entry_price is more than ${limit} % from the last tick ${formatDecimal(last)}`,
    }
  }
  const reached = (level: Decimal | null, above: boolean) => level !== null && (above ? last >= level : last <= level)
  const long = direction === 'LONG'
  for (const [field, above] of [
    ['take_profit', long],
    ['stop_loss', !long],
  ] as const) {
    if (reached(prices[field], above))
      return { field, detail: `the last tick ${formatDecimal(last)} has reached ${field} already` }
  }
  return null
}
