import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventLog } from '../src/feed/event-log.ts'
import { eventFrame, eventTail, type FeedEvent, hears } from '../src/feed/feed-event.ts'
import { type ServerFrame, serverFrame } from '../src/feed/frames.ts'
import { createKeyedState } from '../src/feed/keyed-state.ts'
import { createSession, type Lineage, type Session } from '../src/feed/session.ts'
import { createStateTopic } from '../src/feed/state-topic.ts'
import { EVENT_TOPICS, type EventTopicName } from '../src/feed/topic-name.ts'
import { stateOf } from './feed-listener.ts'

const cells = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }))
  .map((object) => new Map(Object.entries(object).map(([key, value]) => [key, String(value)])))

describe('a keyed state', () => {
  it('leads from any place it was read at to where it is', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 30 }), fc.nat(29), (readings, nth) => {
        const state = createKeyedState()
        for (const [index, read] of readings.entries()) state.observe(index * 2, read)
        const from = nth % readings.length
        const held = new Map(readings[from])
        const difference = state.since(from * 2)
        for (const key of difference?.up ?? []) held.set(key, state.cells().get(key) ?? 'gone')
        for (const key of difference?.del ?? []) held.delete(key)
        expect(held).toEqual(readings.at(-1))
        expect(state.since(from * 2 + 1)).toBeNull()
      }),
    )
  })

  it('knows no way from a place long past, and forgets what only such places missed', () => {
    const state = createKeyedState(2)
    state.observe(1, new Map([['a', '1']]))
    state.observe(2, new Map())
    state.observe(3, new Map())
    expect(state.since(1)).toBeNull()
    expect(state.since(2)).toEqual({ up: [], del: [] })
    expect(state.observe(3, new Map([['a', '2']]))).toBe(false)
  })
})

type Step =
  | { kind: 'fact'; topic: EventTopicName; isPublic: boolean; mode: 'live' | 'demo' | null }
  | { kind: 'state'; cells: Map<string, string> }
  | { kind: 'send'; count: number }
  | { kind: 'drop' }
  | { kind: 'join' }
  | { kind: 'read' }
  | { kind: 'deliver' }
  | { kind: 'lag'; on: boolean }
  | { kind: 'rebuild' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('fact' as const),
      topic: fc.constantFrom(...EVENT_TOPICS),
      isPublic: fc.boolean(),
      mode: fc.constantFrom('live' as const, 'live' as const, 'demo' as const, null),
    }),
  },
  { weight: 4, arbitrary: cells.map((read) => ({ kind: 'state' as const, cells: read })) },
  { weight: 5, arbitrary: fc.nat(3).map((count) => ({ kind: 'send' as const, count })) },
  { weight: 2, arbitrary: fc.constantFrom({ kind: 'drop' as const }, { kind: 'join' as const }) },
  { weight: 3, arbitrary: fc.constantFrom({ kind: 'read' as const }, { kind: 'deliver' as const }) },
  { weight: 1, arbitrary: fc.boolean().map((on) => ({ kind: 'lag' as const, on })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'rebuild' as const }) },
)

/** A server of one state and all events, and a client that comes and goes; the ledger is an array. */
const world = (operator: boolean) => {
  const ledger: FeedEvent[] = []
  const log = createEventLog(0, { events: 4, characters: 100_000 })
  const state = createStateTopic('summary', 'object', true)
  let seq = 0
  let epoch = 1
  let lineage: Lineage = { epoch: 'e1', audience: { operator, mode: 'live' } }
  let read = new Map<string, string>()
  const observe = () => state.observe({ epoch: lineage.epoch, seq, as_of: null, cells: read })
  observe()

  const heard: ServerFrame[] = []
  /** What the client holds on each topic, as it would keep it: the last frame's place and the epoch. */
  const held = new Map<string, { epoch: string; seq: number }>()
  let told: { topic: string; seq: number }[] = []
  let session: Session
  let clock = 0

  const snapshot = (topic: EventTopicName) => held.set(topic, { epoch: lineage.epoch, seq })
  /** A reading of the ledger that is under way, for the session that asked for it. */
  let pending: { after: number; part: FeedEvent[]; through: number } | null = null
  const listen = (topic: EventTopicName) => {
    session.add({ kind: 'events', name: topic, lineage, seq: held.get(topic)?.seq ?? 0 })
  }
  /** The other topics are subscribed to later, from wherever the client holds them. */
  const join = () => {
    for (const topic of EVENT_TOPICS) if (session.get(topic) === undefined) listen(topic)
  }
  const readBehind = () => {
    const after = session.behind()
    if (after === null || pending !== null) return
    const through = Math.min(after + 1, seq)
    pending = { after, part: ledger.filter((event) => event.seq > after && event.seq <= through), through }
  }
  const deliver = () => {
    if (pending !== null) session.feed(pending.after, pending.part, pending.through)
    pending = null
  }
  const connect = () => {
    session = createSession(log, (one) => one === lineage)
    pending = null
    for (const topic of EVENT_TOPICS) if (held.get(topic)?.epoch !== lineage.epoch) snapshot(topic)
    listen('trades')
    const from = held.get('summary')
    const resumed = from !== undefined && state.delta(from) !== 'unknown'
    const at = resumed ? from : (state.at() ?? { epoch: '', seq: 0 })
    if (!resumed) session.queue(...state.snapshot())
    session.add({ kind: 'state', topic: state, ...at, gapMs: 0 })
  }
  connect()

  const receive = (frame: ServerFrame) => {
    heard.push(frame)
    if (frame.t === 'event' || frame.t === 'delta') {
      // The chain that a client checks: nothing lost and nothing twice, on this topic.
      expect(frame.prev).toBe(held.get(frame.topic)?.seq)
      expect(frame.seq).toBeGreaterThan(frame.prev)
      held.set(frame.topic, { epoch: held.get(frame.topic)?.epoch ?? '', seq: frame.seq })
      if (frame.t === 'event') told.push({ topic: frame.topic, seq: frame.seq })
    } else if (frame.t === 'snapshot') held.set(frame.topic, { epoch: frame.epoch, seq: frame.seq })
  }
  const send = (count: number) => {
    clock += 10
    for (let sent = 0; sent < count; sent += 1) {
      readBehind()
      deliver()
      const frame = session.next(clock)
      if (frame === null) {
        if (session.behind() === null) return
        continue
      }
      receive(serverFrame.parse(JSON.parse(String(frame.frame))))
    }
  }

  const act = (one: Step): void => {
    seq += 1
    switch (one.kind) {
      case 'fact': {
        const tail = eventTail({ ts: 'then', type: 'x', id: String(seq), data: {} })
        const event: FeedEvent = { seq, topic: one.topic, public: one.isPublic, mode: one.mode, tail }
        ledger.push(event)
        return log.append([event], seq)
      }
      case 'state':
        read = one.cells
        if (observe()) session.touch('summary')
        return
      case 'send':
        return send(one.count)
      case 'drop':
        return connect()
      case 'join':
        return join()
      case 'read':
        return readBehind()
      case 'deliver':
        return deliver()
      case 'lag':
        return session.lag(one.on ? 6000 : null)
      case 'rebuild': {
        epoch += 1
        lineage = { epoch: `e${epoch}`, audience: { operator, mode: 'live' } }
        observe()
        session.touch('summary')
        told = []
        for (const topic of EVENT_TOPICS) {
          snapshot(topic)
          session.add({ kind: 'events', name: topic, lineage, seq })
        }
      }
    }
  }
  const from = { seq: 0 }
  return {
    act: (one: Step) => {
      act(one)
      if (one.kind === 'rebuild') from.seq = seq
    },
    settle: () => {
      session.lag(null)
      join()
      send(10_000)
    },
    check: () => {
      for (const topic of EVENT_TOPICS) {
        const due = ledger.filter(
          (event) => event.topic === topic && event.seq > from.seq && hears(lineage.audience, event),
        )
        expect(told.filter((one) => one.topic === topic).map((one) => one.seq)).toEqual(due.map((event) => event.seq))
      }
      expect(stateOf(heard, 'summary')).toEqual(
        Object.fromEntries([...read].map(([key, value]) => [key, Number(value)])),
      )
    },
  }
}

it('an event is encoded for the place behind which it is heard', () => {
  const event: FeedEvent = { seq: 9, topic: 'trades', public: true, mode: 'live', tail: '"ts":"then"}' }
  expect(eventFrame(event, 4)).toBe(eventFrame(event, 4))
  expect(JSON.parse(eventFrame(event, 5).frame.toString()).prev).toBe(5)
})

describe('a session', () => {
  it('leaves a client that connects, stalls, drops and resumes with exactly the events and the state', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { minLength: 20, maxLength: 80 }), (operator, steps) => {
        const made = world(operator)
        for (const one of steps) made.act(one)
        made.settle()
        made.check()
      }),
      { numRuns: 2000 },
    )
  })
})
