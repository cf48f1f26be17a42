import type { Place } from './frames.ts'
import { type Handlers, tell } from './handlers.ts'
import { advance, newTopic, type TopicInput, type TopicOutput, type TopicState } from './topic-state.ts'
import { kindOf } from './topics.ts'
import { shown } from './value.ts'

type Held = { state: TopicState; handlers: Set<Handlers>; maxHz: number | undefined; told: TopicOutput | null }

/** The topics of a feed, with those who hear them. */
export type Subscriptions = {
  /** Returns what ends it. A value that is known already is told at once. */
  add: (topic: string, handlers: Handlers, options: { maxHz?: number | undefined; resume?: Place | null }) => () => void
  names: () => string[]
  state: (topic: string) => TopicState | undefined
  maxHz: (topic: string) => number | undefined
  value: (topic: string) => unknown
  /** Puts something in and tells handlers what follows; answers whether the topic is to be asked for again, and when. */
  put: (topic: string, input: TopicInput) => 'now' | 'later' | null
}

/** No topics yet. */
export const createSubscriptions = (): Subscriptions => {
  const topics = new Map<string, Held>()

  const put: Subscriptions['put'] = (topic, input) => {
    const held = topics.get(topic)
    if (held === undefined) return null
    const { state, outputs } = advance(held.state, input)
    held.state = state
    let again: 'now' | 'later' | null = null
    // Who begins to listen meanwhile is told by that.
    const everybody = [...held.handlers]
    for (const output of outputs) {
      if (output.kind === 'resync') again = 'now'
      else if (output.kind === 'retry') again = 'later'
      if (output.kind === 'value') held.told = output
      for (const handlers of everybody) tell(handlers, topic, output)
    }
    return again
  }

  return {
    add: (topic, handlers, { maxHz, resume = null }) => {
      let held = topics.get(topic)
      if (held === undefined) {
        held = { state: newTopic(kindOf(topic), resume), handlers: new Set(), maxHz, told: null }
        topics.set(topic, held)
      }
      // A copy, so that the same handlers may be given twice.
      const mine = { ...handlers }
      const { told } = held
      held.handlers.add(mine)
      if (told !== null) {
        queueMicrotask(() => {
          if (topics.get(topic)?.handlers.has(mine) === true) tell(mine, topic, told)
        })
      }
      return () => {
        const now = topics.get(topic)
        if (now?.handlers.delete(mine) === true && now.handlers.size === 0) topics.delete(topic)
      }
    },
    names: () => [...topics.keys()],
    state: (topic) => topics.get(topic)?.state,
    maxHz: (topic) => topics.get(topic)?.maxHz,
    value: (topic) => {
      const value = topics.get(topic)?.state.value ?? null
      return value === null ? null : shown(value)
    },
    put,
  }
}
