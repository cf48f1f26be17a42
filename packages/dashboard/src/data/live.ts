import type { EventDataOf, EventTopic, Feed, FeedStatus, StateTopic, Told, ValueOf } from '@papertape/client'
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { asOf } from '../route/scope.ts'
import { client } from './client.ts'

/** A value of the feed and what it is as of. */
export type Live<Value> = { readonly value: Value; readonly told: Told }

/** How the feed stands; `frozen` on pages that show a moment of the past, which nothing reaches. */
export const feedStatus = signal<FeedStatus | 'frozen'>({
  state: 'reconnecting',
  reason: null,
  polling: false,
  attempts: 0,
})
/** The newest ledger sequence heard, and when something was heard last. */
export const newestSeq = signal(0)
export const heardAt = signal<string | null>(null)

const due = new Map<string, () => void>()
let asked = false

/** Puts what has arrived into the page: at most once per frame, and not while nobody looks. */
const flush = (): void => {
  asked = false
  const all = [...due.values()]
  due.clear()
  batch(() => {
    for (const put of all) put()
  })
}
const later = (key: string, put: () => void): void => {
  due.set(key, put)
  if (asked) return
  asked = true
  requestAnimationFrame(flush)
}

const heard = ({ seq }: { readonly seq: number }): void =>
  later('seq', () => {
    newestSeq.value = Math.max(newestSeq.peek(), seq)
    heardAt.value = new Date().toISOString()
  })

const frozen = computed(() => asOf.value !== null)
const feed = signal<Feed | null>(null)

effect(() => {
  if (frozen.value) {
    feedStatus.value = 'frozen'
    return
  }
  const opened = client.value.feed()
  const stop = opened.onStatus((status) => {
    feedStatus.value = status
  })
  feed.value = opened
  // Asked for always: what it is as of says when other figures are worth reading again.
  opened.subscribe('summary', { onValue: (_value, told) => heard(told) }, { maxHz: 4 })
  return () => {
    stop()
    opened.close()
    feed.value = null
  }
})

type Kept = { readonly signal: Signal<Live<unknown> | null>; users: number; end: () => void }
const topics = new Map<string, Kept>()

/**
 * A state topic while `use` is held: `null` before its first value. Components call it in `useLive`.
 */
export const holdTopic = <Name extends StateTopic>(
  name: Name,
  maxHz = 4,
): { live: ReadonlySignal<Live<ValueOf<Name>> | null>; release: () => void } => {
  const known = topics.get(name)
  const kept: Kept = known ?? { signal: signal(null), users: 0, end: () => {} }
  if (known === undefined) {
    topics.set(name, kept)
    kept.end = effect(() => {
      const subscription = feed.value?.subscribe(
        name,
        {
          onValue: (value, told) => {
            heard(told)
            later(name, () => {
              kept.signal.value = { value, told }
            })
          },
        },
        { maxHz },
      )
      return () => subscription?.close()
    })
  }
  kept.users += 1
  return {
    live: kept.signal as ReadonlySignal<Live<ValueOf<Name>> | null>,
    release: () => {
      kept.users -= 1
      if (kept.users > 0) return
      kept.end()
      topics.delete(name)
    },
  }
}

/** Hears each event of a topic until the answer is called. Events are told one by one, as they come. */
export const onEvents = <Name extends EventTopic>(
  name: Name,
  tell: (data: EventDataOf<Name>, type: string, seq: number) => void,
): (() => void) =>
  effect(() => {
    const subscription = feed.value?.subscribe(name, {
      onEvent: (event) => {
        heard({ seq: event.seq })
        tell(event.data, event.type, event.seq)
      },
    })
    return () => subscription?.close()
  })
