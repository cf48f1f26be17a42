import { decimal, formatDecimal, ONE, product, quotient } from '@papertape/money'
import { PRICE_FRESH_MS, type PriceState } from '../live/price-board.ts'

/** A price an open trade can be valued at, and the instant from which it counts as fresh or old. */
export type CurrentPrice = { price: string; time: string; heardAtMs: number }

type Entered = {
  direction: 'LONG' | 'SHORT'
  quantity: string | null
  entry_price: string | null
  entry_fee: string | null
  position_size: string
}

/** What an open trade is worth now: amounts are exact, and `null` where no price is known (`price_state` none). */
export type Valuation = {
  current_price: string | null
  current_price_time: string | null
  unrealized_pnl: string | null
  unrealized_pnl_pct: string | null
  price_state: PriceState
}

const HUNDRED = 100n * ONE

/**
 * Values an open trade: gross at the current price less the entry fee, as in account_value; per cent of position_size,
 * as in realized_pnl_pct. `nowMs` is the clock of the bot's mode.
 */
export const valuation = (trade: Entered, current: CurrentPrice | null, nowMs: number): Valuation => {
  if (current === null || trade.quantity === null || trade.entry_price === null) {
    return {
      current_price: null,
      current_price_time: null,
      unrealized_pnl: null,
      unrealized_pnl_pct: null,
      price_state: 'none',
    }
  }
  const move = decimal(current.price) - decimal(trade.entry_price)
  const gross = product(decimal(trade.quantity), trade.direction === 'LONG' ? move : -move)
  const unrealized = gross - decimal(trade.entry_fee ?? '0')
  return {
    current_price: current.price,
    current_price_time: current.time,
    unrealized_pnl: formatDecimal(unrealized),
    unrealized_pnl_pct: formatDecimal(quotient(product(unrealized, HUNDRED), decimal(trade.position_size))),
    price_state: nowMs - current.heardAtMs > PRICE_FRESH_MS ? 'stale' : 'live',
  }
}
