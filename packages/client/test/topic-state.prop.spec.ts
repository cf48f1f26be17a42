import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Place, Row, TopicFrame } from '../src/feed/frames.ts'
import {
  advance,
  newTopic,
  resumeFrom,
  type TopicInput,
  type TopicOutput,
  type TopicState,
} from '../src/feed/topic-state.ts'

const TOPIC = 'trades'

/** A server of one topic: its epochs, and in each the facts so far. Facts stay when the epoch changes, as in a ledger. */
type Server = { epoch: number; facts: number[]; state: Map<string, number> }
/** One connection: what the server thinks it has sent, and what is on its way. */
type Line = { queue: TopicInput[]; sent: { epoch: string; seq: number } | null }

type World = { server: Server; line: Line | null; client: TopicState; askedId: number; told: TopicOutput[] }

const epochOf = ({ epoch }: Server): string => `e${epoch}`
const headOf = ({ facts }: Server): number => facts.at(-1) ?? 0

const objectOf = (state: ReadonlyMap<string, number>): Row => Object.fromEntries(state)

const frame = (world: World, value: TopicFrame): void => {
  world.line?.queue.push({ kind: 'frame', frame: value })
}

const snapshotFrames = (world: World): void => {
  const { server, line } = world
  if (line === null) return
  const epoch = epochOf(server)
  const seq = headOf(server)
  const data = world.client.kind === 'state' ? objectOf(server.state) : [{ newest: seq }]
  frame(world, { t: 'snapshot', topic: TOPIC, epoch, seq, as_of: null, data, last: true })
  line.sent = { epoch, seq }
}

const eventFrame = (world: World, seq: number): void => {
  const { line } = world
  if (line?.sent == null) return
  const { sent } = line
  frame(world, { t: 'event', topic: TOPIC, seq, prev: sent.seq, ts: 't', type: 'x', id: `f${seq}`, data: { seq } })
  line.sent = { ...sent, seq }
}

/** The server hears a question and answers as the contract says. */
const answerTo = (world: World, id: number, resume: Place | null): void => {
  const { server, line } = world
  if (line === null) return
  const epoch = epochOf(server)
  const result = { topic: TOPIC, ok: true as const, epoch }
  if (resume !== null && resume.epoch === epoch && world.client.kind === 'events') {
    line.queue.push({ kind: 'acked', id, result: { ...result, mode: 'resumed', seq: resume.seq } })
    line.sent = { ...resume }
    for (const seq of server.facts) if (seq > resume.seq) eventFrame(world, seq)
    return
  }
  line.queue.push({ kind: 'acked', id, result: { ...result, mode: 'snapshot', seq: headOf(server) } })
  if (resume !== null && resume.epoch !== epoch) frame(world, { t: 'reset', topic: TOPIC, reason: 'epoch' })
  snapshotFrames(world)
}

const ask = (world: World): void => {
  if (world.line === null) return
  world.askedId += 1
  const resume = resumeFrom(world.client)
  put(world, { kind: 'asked', id: world.askedId })
  answerTo(world, world.askedId, resume)
}

const put = (world: World, input: TopicInput): void => {
  const { state, outputs } = advance(world.client, input)
  world.client = state
  world.told.push(...outputs)
  if (outputs.some(({ kind }) => kind === 'resync')) ask(world)
}

const happen = (world: World, step: number, key: string): void => {
  const { server } = world
  const seq = headOf(server) + step
  server.facts.push(seq)
  server.state.set(key, seq)
  const { line } = world
  if (line?.sent == null) return
  if (world.client.kind === 'events') return eventFrame(world, seq)
  frame(world, { t: 'delta', topic: TOPIC, seq, prev: line.sent.seq, ts: null, up: [{ [key]: seq }], del: [] })
  line.sent = { ...line.sent, seq }
}

const deliver = (world: World, count: number): void => {
  for (let left = count; left > 0; left -= 1) {
    const input = world.line?.queue.shift()
    if (input === undefined) return
    put(world, input)
  }
}

/** What may go wrong between two correct ends, and what simply happens. */
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('happen' as const),
      step: fc.integer({ min: 1, max: 3 }),
      key: fc.constantFrom('a', 'b', '__proto__'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), count: fc.integer({ min: 1, max: 5 }) }) },
  fc.record({ do: fc.constant('drop' as const), at: fc.nat(5) }),
  fc.record({ do: fc.constant('double' as const), at: fc.nat(5) }),
  fc.record({ do: fc.constant('swap' as const), at: fc.nat(5) }),
  fc.constant({ do: 'reconnect' as const }),
  fc.constant({ do: 'rebuild' as const }),
  fc.constant({ do: 'heartbeat' as const }),
)
type Action = typeof action extends fc.Arbitrary<infer One> ? One : never

/** Frames may be lost, doubled or mixed up; answers to questions come, or the connection is over. */
const isFrame = (input: TopicInput | undefined): boolean => input?.kind === 'frame' || input?.kind === 'heartbeat'

const reconnect = (world: World): void => {
  put(world, { kind: 'disconnected' })
  world.line = { queue: [], sent: null }
  ask(world)
}

const act = (world: World, one: Action): void => {
  const queue = world.line?.queue ?? []
  switch (one.do) {
    case 'happen':
      return happen(world, one.step, one.key)
    case 'deliver':
      return deliver(world, one.count)
    case 'drop':
      if (isFrame(queue[one.at])) queue.splice(one.at, 1)
      return undefined
    case 'double': {
      const input = queue[one.at]
      if (input !== undefined && isFrame(input)) queue.splice(one.at, 0, input)
      return undefined
    }
    case 'swap': {
      const [a, b] = [queue[one.at], queue[one.at + 1]]
      if (a !== undefined && b !== undefined && isFrame(a) && isFrame(b)) queue.splice(one.at, 2, b, a)
      return undefined
    }
    case 'reconnect':
      return reconnect(world)
    case 'rebuild':
      world.server.epoch += 1
      if (world.line?.sent == null) return undefined
      frame(world, { t: 'reset', topic: TOPIC, reason: 'epoch' })
      return snapshotFrames(world)
    case 'heartbeat':
      world.line?.queue.push({ kind: 'heartbeat', seq: world.line.sent?.seq })
      return undefined
  }
}

const worldOf = (kind: 'state' | 'events'): World => {
  const world: World = {
    server: { epoch: 1, facts: [1], state: new Map([['a', 1]]) },
    line: { queue: [], sent: null },
    client: newTopic(kind),
    askedId: 0,
    told: [],
  }
  ask(world)
  return world
}

/** The line works again: what is under way arrives, and a heartbeat shows what was lost. */
const calmDown = (world: World): void => {
  for (let round = 0; round < 6; round += 1) {
    deliver(world, Number.POSITIVE_INFINITY)
    put(world, { kind: 'heartbeat', seq: world.line?.sent?.seq })
    if (world.client.phase.at !== 'live') reconnect(world)
  }
  deliver(world, Number.POSITIVE_INFINITY)
}

const actions = fc.array(action, { maxLength: 60 })

describe('a topic of events', () => {
  it('tells each event once and in order, and without a gap between two resets', () => {
    fc.assert(
      fc.property(actions, (steps) => {
        const world = worldOf('events')
        for (const one of steps) act(world, one)
        calmDown(world)

        let place: number | null = null
        for (const output of world.told) {
          if (output.kind === 'reset') place = null
          if (output.kind === 'rows') {
            // Rows begin a run; once it goes on, nothing begins it again without a reset.
            expect(place).toBeNull()
            place = output.seq
          }
          if (output.kind !== 'event') continue
          const next: number | undefined = world.server.facts.find((seq) => seq > (place ?? Number.POSITIVE_INFINITY))
          expect(output.event.seq).toBe(next)
          place = output.event.seq
        }
        expect(place).toBe(headOf(world.server))
        // Nothing that a line does to frames costs a client its place, unless it mixes those of two epochs.
        const resets = world.told.filter(({ kind }) => kind === 'reset')
        if (world.server.epoch === 1) expect(resets).toEqual([])
        // Where the reset itself was lost, the old epoch stands until the line is made anew: then the server says so again.
        expect(world.client.place?.seq).toBe(headOf(world.server))
      }),
      { numRuns: 500 },
    )
  })
})

describe('a topic of state', () => {
  it('ends with exactly the state of the server', () => {
    fc.assert(
      fc.property(actions, (steps) => {
        const world = worldOf('state')
        for (const one of steps) act(world, one)
        calmDown(world)
        const last = world.told.findLast((output) => output.kind === 'value')
        expect(last?.data).toEqual(objectOf(world.server.state))
        expect(last?.seq).toBe(headOf(world.server))
      }),
      { numRuns: 500 },
    )
  })

  it('never shows a state that the server never had', () => {
    fc.assert(
      fc.property(actions, (steps) => {
        const world = worldOf('state')
        const had = new Set([JSON.stringify(objectOf(world.server.state))])
        for (const one of steps) {
          act(world, one)
          had.add(JSON.stringify(objectOf(world.server.state)))
        }
        for (const output of world.told) if (output.kind === 'value') expect(had).toContain(JSON.stringify(output.data))
      }),
      { numRuns: 300 },
    )
  })
})
