import type { Decimal } from '@papertape/money'

/** One closed trade. What the data does not say is `null`. */
export type ClosedTrade = {
  symbol: string | null
  side: 'LONG' | 'SHORT' | null
  /** Milliseconds since 1970. */
  entryMs: number | null
  exitMs: number
  quantity: Decimal | null
  entryPrice: Decimal | null
  exitPrice: Decimal | null
  /** Quote units; negative = a rebate. */
  fees: Decimal | null
  /** Profit after fees, quote units. */
  net: Decimal
}
