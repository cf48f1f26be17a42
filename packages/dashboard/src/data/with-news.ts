/** What the feed told, and the ledger sequence of the fact behind it. */
export type News<Data> = { readonly seq: number; readonly data: Data }

type Shown<Row> = {
  /** What was read, in the list's order. */
  readonly rows: readonly Row[]
  /** The ledger sequence that it is as of. */
  readonly seq: number
  readonly keyOf: (row: Row) => string
  /** Whether the list would show a row. */
  readonly matches: (row: Row) => boolean
  /** Negative where the first row stands before the second. */
  readonly order: (one: Row, other: Row) => number
  /** Whether this is the first page: only there new rows have their place. */
  readonly first: boolean
  /** Whether there are rows behind the last. */
  readonly more: boolean
}

/** A page of a list with what the feed has told since it was read. */
export const withNews = <Row>(shown: Shown<Row>, news: readonly News<Row>[]): readonly Row[] => {
  const later = news.filter(({ seq }) => seq > shown.seq)
  if (later.length === 0) return shown.rows
  const last = shown.rows.at(-1)
  const byKey = new Map(shown.rows.map((row) => [shown.keyOf(row), row]))
  for (const { data } of later) {
    const key = shown.keyOf(data)
    if (!shown.matches(data)) byKey.delete(key)
    else if (byKey.has(key)) byKey.set(key, data)
    // Behind the last row it belongs to a later page.
    else if (shown.first && !(shown.more && last !== undefined && shown.order(data, last) > 0)) byKey.set(key, data)
  }
  return [...byKey.values()].toSorted(shown.order)
}
