import type { Place, ResetReason } from './frames.ts'
import type { FeedEvent, TopicOutput } from './topic-state.ts'

/** From where and when something is: the ledger sequence and time it is as of, and whether it came live or was polled. */
export type Told = {
  readonly topic: string
  readonly seq: number
  readonly as_of: string | null
  readonly via: 'stream' | 'poll'
}

type AnyHandlers = {
  /** The server will not tell the topic: `code` is that of a problem, such as `bot-not-found`. Asked again with the next connection. */
  onRefused?: (refusal: { readonly topic: string; readonly code: string; readonly detail: string }) => void
  /**
   * What was told so far can not be gone on from, and everything begins anew: the projection was rebuilt (`epoch`), the
   * place is too far back (`retention`), or this client was too slow (`overflow`). Events in between are not told.
   */
  onReset?: (reset: { readonly topic: string; readonly reason: ResetReason }) => void
  /** The server merges changes because this client takes them too slowly. */
  onLag?: (lag: { readonly topic: string; readonly conflated: number; readonly behind_ms: number }) => void
}

/** Hears how something stands: at first, and after each change. Values are frozen. */
export type StateHandlers<Value> = AnyHandlers & { onValue: (value: Value, told: Told) => void }

/** Hears what happens. */
export type EventHandlers<Data> = AnyHandlers & {
  /** Each fact once, in the order of the ledger, also over lost connections. */
  onEvent: (event: FeedEvent<Data>) => void
  /** The newest rows as REST lists them: what events go on from, and while polling the only news. */
  onRows?: (rows: readonly Data[], told: Told) => void
}

/** Handlers of either kind. What arrives is described by the contract, not checked again. */
export type Handlers = AnyHandlers & {
  onValue?: (value: never, told: Told) => void
  onEvent?: (event: FeedEvent<never>) => void
  onRows?: (rows: readonly never[], told: Told) => void
}

/** Errors of handlers are the program's own: they surface as uncaught, and the feed goes on. */
const guarded = (tell: () => void): void => {
  try {
    tell()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

/** Tells handlers an output. */
export const tell = (handlers: Handlers, topic: string, output: TopicOutput): void =>
  guarded(() => {
    switch (output.kind) {
      case 'value': {
        const { data, seq, as_of, via } = output
        return handlers.onValue?.(data as never, { topic, seq, as_of, via })
      }
      case 'rows': {
        const { rows, seq, as_of, via } = output
        return handlers.onRows?.(rows as readonly never[], { topic, seq, as_of, via })
      }
      case 'event':
        return handlers.onEvent?.(output.event as FeedEvent<never>)
      case 'reset':
        return handlers.onReset?.({ topic, reason: output.reason })
      case 'refused':
        return handlers.onRefused?.({ topic, code: output.code, detail: output.detail })
      case 'lag':
        return handlers.onLag?.({ topic, conflated: output.conflated, behind_ms: output.behind_ms })
      case 'resync':
      case 'retry':
        return undefined
    }
  })

/** What a program holds of one topic. */
export type Subscription<Value> = {
  readonly topic: string
  /** The newest value of a state topic; `null` before the first, and always of a topic of events. */
  value: () => Value | null
  /** How far handlers were told, to be kept by programs that go on there when they are started again. */
  place: () => Place | null
  close: () => void
}
