import type { TradeDetail } from '@papertape/client'
import { acceptedOf } from './decision.ts'

/** As subjects carry names: what would part or widen a subject is percent-encoded as UTF-8. */
const token = (name: string): string =>
  name.replaceAll(/[.*>%\s]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  )

/** Where the prices of a trade lie. A sequence means nothing without the epoch of its stream. */
export type PricesPlace = { stream: 'PRICES' | 'REPLAYS'; subject: string; epoch: string | null }

export const pricesPlace = (trade: TradeDetail): PricesPlace => ({
  stream: trade.mode === 'replay' ? 'REPLAYS' : 'PRICES',
  subject:
    trade.mode === 'replay'
      ? `replays.${trade.run ?? '*'}.${token(trade.venue)}.${token(trade.symbol)}`
      : `prices.${token(trade.venue)}.${token(trade.symbol)}`,
  epoch: acceptedOf(trade)?.data.ticks_epoch ?? null,
})
