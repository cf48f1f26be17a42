import type { Answer, AsOf, Client } from '@papertape/client'
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { WrongData } from '../format/wrong-data.ts'
import { asOf } from '../route/scope.ts'
import { client, forgetIfRejected } from './client.ts'
import { newestSeq } from './live.ts'

/** How far a reading is. What was read stays while it is read again, and when that fails: then with both. */
export type Read<Data> = {
  readonly state: 'loading' | 'ready' | 'error'
  readonly data: Data | null
  readonly asOf: AsOf | null
  readonly meta: Readonly<Record<string, unknown>>
  readonly error: unknown
  readonly again: () => void
}

export type ReadOptions = {
  /** Read again when the ledger has gone on, at most this often, in milliseconds; `null` = never. 5,000. */
  refreshMs?: number | null
  /** Whether it is read at all; yes unless told. */
  when?: boolean
}

type Reader<Data> = (client: Client, signal: AbortSignal) => Promise<Answer<Data>>

/** What was read, unless it is the answer to the question before: for what stands in a panel of another reading. */
export const settled = <Data>({ state, data }: Read<Data>): Data | null => (state === 'loading' ? null : data)

const LOADING = { state: 'loading', data: null, asOf: null, meta: {}, error: null } as const

/** One reading that repeats itself: the newest question wins, an answer of an older one is dropped. */
export const startReading = <Data>(
  reader: Reader<Data>,
  refreshMs: number | null,
  into: Signal<Read<Data>>,
): (() => void) => {
  let running: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let readAtMs = 0
  let readSeq = -1

  const read = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    running?.abort()
    const own = new AbortController()
    running = own
    readAtMs = performance.now()
    readSeq = newestSeq.peek()
    try {
      const { data, asOf: place, meta } = await reader(client.peek(), own.signal)
      if (own.signal.aborted) return
      // Every operation that is read answers an object or a list; what stands in between may answer anything.
      if (typeof data !== 'object' || data === null) throw new WrongData('the answer holds no data')
      into.value = { state: 'ready', data, asOf: place, meta, error: null, again }
      // An answer may be held for a while, and be older than what the feed had told when it was asked for.
      readSeq = Math.min(readSeq, place?.seq ?? readSeq)
    } catch (error) {
      if (own.signal.aborted) return
      // While it loads, what stands there is the answer to another question: a failure does not make it this one's.
      const before = into.peek().state === 'loading' ? LOADING : into.peek()
      into.value = { ...before, state: 'error', error, again }
      // What failed is tried again by itself, as whoever looks should not have to.
      timer = setTimeout(again, 5000)
      forgetIfRejected(error)
    } finally {
      if (running === own) running = null
      if (!own.signal.aborted) follow()
    }
  }
  const again = (): void => void read()

  const whenDue = (): void => {
    if (timer !== undefined || running !== null || refreshMs === null || document.visibilityState === 'hidden') return
    timer = setTimeout(again, Math.max(0, readAtMs + refreshMs - performance.now()))
  }
  const follow = (): void => {
    if (newestSeq.value > readSeq && asOf.value === null) whenDue()
  }
  const stopFollowing = effect(follow)
  const stopWithToken = effect(() => {
    // Another token may see more, or less.
    void client.value
    if (into.peek().data !== null) into.value = { ...into.peek(), state: 'loading' }
    again()
  })
  document.addEventListener('visibilitychange', whenDue)
  return () => {
    stopFollowing()
    stopWithToken()
    document.removeEventListener('visibilitychange', whenDue)
    clearTimeout(timer)
    running?.abort()
  }
}

/**
 * What an operation answers, read anew when `key` changes, when the ledger has gone on, and after errors. `key` is all that
 * the reader depends on: give it the query.
 */
export const useRead = <Data>(
  key: unknown,
  reader: Reader<Data>,
  { refreshMs = 5000, when = true }: ReadOptions = {},
): ReadonlySignal<Read<Data>> => {
  const text = JSON.stringify(key)
  const state = useMemo(() => signal<Read<Data>>({ ...LOADING, again: () => {} }), [])
  // The reader is that of the key: another one comes with another key.
  useEffect(() => {
    if (!when) return
    if (state.peek().data !== null) state.value = { ...state.peek(), state: 'loading' }
    return startReading(reader, refreshMs, state)
  }, [text, refreshMs, when])
  return state
}
