/** An exact decimal: text is taken as it is, a number by its shortest decimal form. */
export type DecimalInput = string | number

/**
 * A signal as sources send it. What is not said is `action` OPEN, `venue` binance, `market_type` SPOT and `status` ACTIVE;
 * enumerations are taken in any letter case. Fields that nobody knows are recorded with it.
 */
export type SignalInput = {
  /** 1 to 128 characters, unique per bot for ever. */
  signal_id: string
  action?: 'OPEN' | 'CLOSE'
  symbol: string
  venue?: string
  market_type?: 'SPOT' | 'FUTURES'
  /** Required to open. */
  direction?: 'LONG' | 'SHORT'
  /** Required to open. */
  entry_price?: DecimalInput
  /** Required to open, unless the bot's policy says `require_levels: false`. */
  take_profit?: DecimalInput
  stop_loss?: DecimalInput
  /** CLOSE only: the signal whose trade is meant. */
  opens_signal_id?: string
  status?: string
  /** From 0 to 1. */
  confidence?: number
  strategy?: string
  timeframe?: string
  note?: string
  /** When the source made it, RFC 3339. */
  time?: string
  /** When a trade that is still open closes at the next tick, RFC 3339. */
  expires_at?: string
  [field: string]: unknown
}

/** A price as feeds send it; `time` is when it was made, RFC 3339. */
export type Price = {
  price: DecimalInput
  time?: string
  bid?: DecimalInput
  ask?: DecimalInput
  size?: DecimalInput
}
