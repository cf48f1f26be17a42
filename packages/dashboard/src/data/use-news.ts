import type { EventDataOf, EventTopic } from '@papertape/client'
import { type ReadonlySignal, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { onEvents } from './live.ts'

/** What the feed told, and the ledger sequence of the fact behind it. */
export type News<Data> = { readonly seq: number; readonly data: Data }

/** Readings overtake the news soon; more than this is not kept for them. */
const KEPT = 500

/** The newest events of a topic, oldest first: what a reading does not show yet. Put into the page once per frame. */
export const useNews = <Name extends EventTopic>(topic: Name): ReadonlySignal<readonly News<EventDataOf<Name>>[]> => {
  const news = useMemo(() => signal<readonly News<EventDataOf<Name>>[]>([]), [topic])
  useEffect(() => {
    let waiting: News<EventDataOf<Name>>[] = []
    let frame = 0
    const put = (): void => {
      frame = 0
      news.value = [...news.peek(), ...waiting].slice(-KEPT)
      waiting = []
    }
    const stop = onEvents(topic, (data, _type, seq) => {
      waiting = [...waiting.slice(1 - KEPT), { seq, data }]
      if (frame === 0) frame = requestAnimationFrame(put)
    })
    return () => {
      stop()
      cancelAnimationFrame(frame)
    }
  }, [topic])
  return news
}

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
