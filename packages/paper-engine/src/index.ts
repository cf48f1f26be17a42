export { type Acceptance, AHEAD_MAX_MS, acceptTick } from './accept-tick.ts'
export { createEngine, type Engine, type Lag } from './engine.ts'
export { type Decision, type FillFact, inTapeOrder, type MissFact } from './facts.ts'
export {
  type Candle,
  type InstrumentKey,
  instrumentKey,
  instrumentOfKey,
  type Price,
  type PriceTick,
  priceOfTick,
  tickOf,
} from './price.ts'
export {
  type PriceMessage,
  readPriceMessage,
  UNREADABLE_REASONS,
  type Unreadable,
  type UnreadableReason,
} from './read-price.ts'
export { readTime } from './read-time.ts'
export type { Entry, Phase, RequestedClose, Resumption, Trade } from './trade.ts'
