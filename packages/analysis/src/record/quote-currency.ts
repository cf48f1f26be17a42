import { DataError, type Place, quoted } from '../reading/data-error.ts'
import type { Doubts } from '../reading/doubts.ts'

/** The currency a symbol is quoted in, where it says so: USDT of BTC-USDT, BTC/USDT and BTC/USDT:USDT. */
const quoteOf = (symbol: string): string | null => /[-/_]([A-Za-z0-9]+)(?::[^:]*)?$/.exec(symbol)?.[1] ?? null

/** Watches that amounts which are added up are in one currency. */
export type QuoteWatch = {
  symbol: (symbol: string, place: Place, column: string) => void
  /** @throws DataError for a fee that is not paid in the symbol's quote currency. */
  fee: (token: string, symbol: string, place: Place, column: string) => void
}

export const createQuoteWatch = (doubts: Doubts): QuoteWatch => {
  let first: { symbol: string; quote: string } | null = null
  const alike = new Set<string>()
  return {
    symbol(symbol, place, column) {
      if (alike.has(symbol)) return
      const quote = quoteOf(symbol)
      if (quote !== null) first ??= { symbol, quote }
      if (first === null || quote === null || first.quote === quote) {
        alike.add(symbol)
        return
      }
      doubts.add(
        `quoted in ${quote}, but ${first.symbol} in ${first.quote}: amounts are added as they are`,
        place,
        column,
      )
    },
    fee(token, symbol, place, column) {
      const quote = quoteOf(symbol)
      if (quote === null ? symbol.toUpperCase().endsWith(token.toUpperCase()) : quote === token) return
      throw new DataError(
        `the fee is in ${quoted(token)}, which is not what ${symbol} is quoted in; give it in quote units`,
        place,
        column,
      )
    },
  }
}
