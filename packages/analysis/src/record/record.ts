import type { OpenPosition } from './fifo.ts'
import type { Series } from './series.ts'
import type { TradeLog } from './trade-log.ts'

/** What was read of a file, besides its figures. */
export type Source = {
  /** Rows read, without the header. */
  rows: number
  /** First and last time in the file, milliseconds since 1970; `null` without rows. */
  fromMs: number | null
  toMs: number | null
  /** What was taken for granted, such as the kind, and why. */
  notes: readonly string[]
  /** What is readable and may still be wrong. */
  warnings: readonly string[]
}

export type SeriesRecord = Source & { kind: 'returns' | 'equity'; series: Series; column: string }

/** What fills leave beside closed trades. Amounts are in quote units, at the last price of each symbol. */
export type Holdings = {
  cash: bigint
  inventory: bigint
  unrealized: bigint
  positions: readonly OpenPosition[]
}

export type TradeRecord = Source & {
  kind: 'trades' | 'fills'
  log: TradeLog
  /** Rows of trades without an exit, which are in no figure. */
  openTrades: number
  /** For fills alone. */
  holdings: Holdings | null
}

/** A track record as it stands in a file. */
export type TrackRecord = SeriesRecord | TradeRecord
