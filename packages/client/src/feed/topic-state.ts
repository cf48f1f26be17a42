import type { AckResult, Place, ResetReason, Row, TopicFrame } from './frames.ts'
import { applied, frozen, shown, type Value, valueOf } from './value.ts'

/** How a topic stands with the connection of now. */
export type Phase =
  /** No connection, or not asked for on it yet. */
  | { at: 'idle' }
  /** Asked for; frames that come before the answer belong to an older question. */
  | { at: 'asked'; id: number }
  /** A snapshot is coming, perhaps in parts. */
  | { at: 'filling'; parts: readonly (Row | readonly Row[])[] }
  /** `seq` is that of the last frame, which the next one must name as its `prev`. */
  | { at: 'live'; epoch: string; seq: number }
  /** The server will not tell it. */
  | { at: 'refused' }

/**
 * What is known of a topic. `place` is how far handlers were told, over all connections. `value` is a state's; topics of
 * events hold none.
 */
export type TopicState = {
  readonly kind: 'state' | 'events'
  readonly place: Place | null
  readonly value: Value | null
  readonly phase: Phase
}

/** One fact, as it is handed on: each once, in the order of the ledger. */
export type FeedEvent<Data = Row> = {
  readonly topic: string
  readonly epoch: string
  readonly seq: number
  /** When the fact was written, RFC 3339. */
  readonly ts: string
  readonly type: string
  readonly id: string
  readonly data: Data
}

export type TopicInput =
  | { kind: 'asked'; id: number }
  | { kind: 'acked'; id: unknown; result: AckResult }
  | { kind: 'frame'; frame: TopicFrame }
  /** What the server says is the last frame of this topic; `undefined` where it does not know the topic. */
  | { kind: 'heartbeat'; seq: number | undefined }
  | { kind: 'disconnected' }
  /** Read over REST while there is no connection. */
  | { kind: 'polled'; seq: number; as_of: string | null; data: Row | readonly Row[] }

/**
 * What follows from an input, in order. `resync`: frames were lost, so the topic is to be asked for again. `retry`: the
 * server cannot tell it just now, so it is to be asked for again later.
 */
export type TopicOutput =
  | { kind: 'value'; data: Row | readonly Row[]; seq: number; as_of: string | null; via: 'stream' | 'poll' }
  | { kind: 'rows'; rows: readonly Row[]; seq: number; as_of: string | null; via: 'stream' | 'poll' }
  | { kind: 'event'; event: FeedEvent }
  | { kind: 'reset'; reason: ResetReason }
  | { kind: 'refused'; code: string; detail: string }
  | { kind: 'lag'; conflated: number; behind_ms: number }
  | { kind: 'resync' }
  | { kind: 'retry' }

export type Step = { state: TopicState; outputs: readonly TopicOutput[] }

/** A topic that nothing is known of yet, or of which a program remembers how far it had come. */
export const newTopic = (kind: TopicState['kind'], place: Place | null = null): TopicState => ({
  kind,
  place: kind === 'events' ? place : null,
  value: null,
  phase: { at: 'idle' },
})

/** From where to go on; `null` where only a snapshot will do. */
export const resumeFrom = ({ kind, place, value }: TopicState): Place | null =>
  kind === 'events' || value !== null ? place : null

const stay = (state: TopicState): Step => ({ state, outputs: [] })
const lost = (state: TopicState): Step => ({
  state: { ...state, phase: { at: 'idle' } },
  outputs: [{ kind: 'resync' }],
})

/** Refusals that end by themselves. */
const PASSING: ReadonlySet<string> = new Set(['dependency-unavailable', 'internal', 'too-many-messages'])

/** Forgets how far it was told. Nobody hears of it who was told nothing yet. */
const forget = (state: TopicState, reason: ResetReason): Step => ({
  state: { ...state, place: null, value: null, phase: { at: 'filling', parts: [] } },
  outputs: state.place === null ? [] : [{ kind: 'reset', reason }],
})

const acked = (state: TopicState, id: unknown, result: AckResult): Step => {
  if (state.phase.at !== 'asked' || state.phase.id !== id) return stay(state)
  if (!result.ok) {
    const { code, detail } = result
    if (PASSING.has(code)) return { state: { ...state, phase: { at: 'idle' } }, outputs: [{ kind: 'retry' }] }
    return { state: { ...state, phase: { at: 'refused' } }, outputs: [{ kind: 'refused', code, detail }] }
  }
  const from = resumeFrom(state)
  if (result.mode === 'resumed' && from !== null) {
    const { epoch = from.epoch, seq = from.seq } = result
    // It must go on exactly where handlers were told last: further on would be a hole.
    if (epoch === from.epoch && seq === from.seq) return stay({ ...state, phase: { at: 'live', epoch, seq } })
  }
  if (from === null) return stay({ ...state, place: null, phase: { at: 'filling', parts: [] } })
  // A state is whole again with its snapshot. Events in between are gone, and that is told.
  if (state.kind === 'state') return stay({ ...state, phase: { at: 'filling', parts: [] } })
  return forget(state, result.epoch !== undefined && result.epoch !== from.epoch ? 'epoch' : 'retention')
}

type Frame<T extends TopicFrame['t']> = Extract<TopicFrame, { t: T }>

const joined = (parts: readonly (Row | readonly Row[])[]): Row | readonly Row[] => {
  const [first = {}] = parts
  return Array.isArray(first) ? (parts as readonly (readonly Row[])[]).flat() : first
}

const filled = (state: TopicState, { epoch, seq, as_of, data, last }: Frame<'snapshot'>): Step => {
  if (state.phase.at !== 'filling') return lost(state)
  const parts = [...state.phase.parts, data]
  if (!last) return stay({ ...state, phase: { at: 'filling', parts } })
  const whole = joined(parts)
  const phase: Phase = { at: 'live', epoch, seq }
  if (state.kind === 'events') {
    const rows = frozen(Array.isArray(whole) ? (whole as readonly Row[]) : [])
    return {
      state: { ...state, place: { epoch, seq }, phase },
      outputs: [{ kind: 'rows', rows, seq, as_of, via: 'stream' }],
    }
  }
  const value = valueOf(whole)
  return {
    state: { ...state, place: { epoch, seq }, value, phase },
    outputs: [{ kind: 'value', data: shown(value), seq, as_of, via: 'stream' }],
  }
}

const moved = (state: TopicState, frame: Frame<'delta'> | Frame<'event'>): Step => {
  const { phase } = state
  if (phase.at !== 'live' || frame.prev !== phase.seq || frame.seq <= phase.seq) return lost(state)
  const { epoch } = phase
  const { topic, seq } = frame
  const next = { ...state, place: { epoch, seq }, phase: { at: 'live', epoch, seq } as const }
  if (frame.t === 'event') {
    const { ts, type, id, data } = frame
    const event: FeedEvent = frozen({ topic, epoch, seq, ts, type, id, data })
    return { state: next, outputs: [{ kind: 'event', event }] }
  }
  if (state.value === null) return lost(state)
  const value = applied(state.value, frame.up, frame.del)
  return {
    state: { ...next, value },
    outputs: [{ kind: 'value', data: shown(value), seq, as_of: frame.ts, via: 'stream' }],
  }
}

const framed = (state: TopicState, frame: TopicFrame): Step => {
  // Until its question is answered, whatever comes answers an older one; the answer says where it goes on.
  if (state.phase.at === 'idle' || state.phase.at === 'asked' || state.phase.at === 'refused') return stay(state)
  switch (frame.t) {
    case 'snapshot':
      return filled(state, frame)
    case 'delta':
    case 'event':
      return moved(state, frame)
    case 'reset':
      return forget(state, frame.reason)
    case 'lag': {
      const { conflated, behind_ms } = frame
      return { state, outputs: [{ kind: 'lag', conflated, behind_ms }] }
    }
  }
}

const polled = (state: TopicState, { seq, as_of, data }: Extract<TopicInput, { kind: 'polled' }>): Step => {
  if (state.phase.at === 'live' || (state.place !== null && seq < state.place.seq)) return stay(state)
  if (state.kind === 'events') {
    // Events themselves come by the feed alone, from where it broke off: each once and in order.
    const rows = frozen(Array.isArray(data) ? (data as readonly Row[]) : [])
    return { state, outputs: [{ kind: 'rows', rows, seq, as_of, via: 'poll' }] }
  }
  const value = valueOf(data)
  // A delta is on top of what the feed told last, which this is not.
  return {
    state: { ...state, place: null, value },
    outputs: [{ kind: 'value', data: shown(value), seq, as_of, via: 'poll' }],
  }
}

/**
 * What an input changes and what handlers are to be told. Pure: whatever is dropped, doubled or mixed up on the way,
 * events are handed on once and in order, and a state is what the server's is, or it is asked for again.
 */
export const advance = (state: TopicState, input: TopicInput): Step => {
  switch (input.kind) {
    case 'asked':
      return stay({ ...state, phase: { at: 'asked', id: input.id } })
    case 'acked':
      return acked(state, input.id, input.result)
    case 'frame':
      return framed(state, input.frame)
    case 'heartbeat':
      return state.phase.at === 'live' && input.seq !== state.phase.seq ? lost(state) : stay(state)
    case 'disconnected':
      return stay({ ...state, phase: { at: 'idle' } })
    case 'polled':
      return polled(state, input)
  }
}
