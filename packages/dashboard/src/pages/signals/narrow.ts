import type { Signal } from '@papertape/client'

/** What narrows the rows of a page; the list itself is by bot and kind of bots. */
export type Narrowing = { outcome: 'ACCEPTED' | 'REJECTED' | null; reason: string | null; symbol: readonly string[] }

export const isNarrowed = ({ outcome, reason, symbol }: Narrowing): boolean =>
  outcome !== null || reason !== null || symbol.length > 0

/** The rows that fit. */
export const narrowed = (rows: readonly Signal[], { outcome, reason, symbol }: Narrowing): readonly Signal[] =>
  rows.filter(
    (row) =>
      (outcome === null || row.outcome === outcome) &&
      (reason === null || row.reason === reason) &&
      (symbol.length === 0 || (row.symbol !== null && symbol.includes(row.symbol))),
  )
