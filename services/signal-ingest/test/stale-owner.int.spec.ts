import { setTimeout as delay } from 'node:timers/promises'
import { createLogger, createMetrics } from '@papertape/service-kit'
import { openStore, type Store } from '@papertape/store'
import { connectTape, type InboxOptions, type Tape } from '@papertape/tape'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCounters } from '../src/counters.ts'
import { createIdLookup } from '../src/id-lookup.ts'
import { onSignal } from '../src/on-signal.ts'
import { openPartitions } from '../src/partitions.ts'
import { openMarkets } from '../src/ticks/markets.ts'
import { aSignal, outcomeOf } from './a-signal.ts'
import { startWorld, type World } from './world.ts'

let world: World
let store: Store
const stopping = new AbortController()
const tapes: Tape[] = []

beforeAll(async () => {
  world = await startWorld()
  store = await openStore({ url: world.servers.databaseUrl, name: 'owners' })
})
afterAll(async () => {
  stopping.abort()
  await Promise.all(tapes.map((tape) => tape[Symbol.asyncDispose]()))
  await store[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

/** An instance's handler without the inbox before it; `disturb` changes how it sees the tape. */
const anOwner = async (disturb: (tape: Tape) => Partial<Tape>) => {
  const { signal } = stopping
  const real = await connectTape({ servers: world.servers.natsUrl, name: 'owner', signal })
  tapes.push(real)
  const tape: Tape = { ...real, ...disturb(real) }
  const counters = createCounters(createMetrics('signal-ingest'))
  return onSignal({
    tape,
    isIdUsed: createIdLookup(store),
    partitions: openPartitions({ tape, store, signal }),
    markets: await openMarkets({ tape, countTicks: counters.ticks, signal }),
    counters,
    log: createLogger({ service: 'signal-ingest', level: 'silent' }),
  })
}

/** What an inbox would hand over. */
const received = async (bot: string, seq: number): Promise<Parameters<InboxOptions['onSignal']>[0]> => {
  const message = await world.tape.message('SIGNALS', seq)
  if (message === null) throw new Error(`SIGNALS has no ${seq}`)
  return Object.assign(message, { partition: world.tape.partitionOf(bot), bot })
}

const outcomes = async (seq: number) => (await world.answersTo(seq)).map(({ fact }) => outcomeOf(fact))

/** Hears the ledger late. */
const slowFollower = (tape: Tape): Pick<Tape, 'follow'> => ({
  follow: ({ onMessage, ...options }) =>
    tape.follow({
      ...options,
      async onMessage(message) {
        await delay(100)
        await onMessage(message)
      },
    }),
})

/** An owner that stands still between its first decision and its append. */
const aStalledOwner = async (more: (tape: Tape) => Partial<Tape> = () => ({})) => {
  const decided = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const handle = await anOwner((tape) => ({
    ...more(tape),
    async append(...fact) {
      decided.resolve()
      await goOn.promise
      return tape.append(...fact)
    },
  }))
  return { handle, decided: decided.promise, goOn: goOn.resolve }
}

const stop = async (bot_id: string, lastSeq: number) => {
  const cause = { cause: null, correlation: null, version: 1 as const, time: '2024-01-01T00:00:00.000Z' }
  const data = { by: 'operator' as const, reason: null, alarm_id: null }
  await world.tape.append({ ...cause, id: `stop-${bot_id}`, type: 'bot.stopped', bot_id, data }, { lastSeq })
}

/** One signal, decided by an owner that then stands still, and answered by its successor once things have changed. */
const answeredByBoth = async (bot: string, change: () => Promise<unknown>) => {
  const seq = await world.send(bot, aSignal())
  const stale = await aStalledOwner()
  const stalled = stale.handle(await received(bot, seq))
  await stale.decided
  await change()
  const successor = await anOwner(() => ({}))
  await successor(await received(bot, seq))
  stale.goOn()
  await stalled
  // Whatever the stale owner may have written stands before this in the same partition.
  const next = await world.send(bot, aSignal({ signal_id: 'next', status: 'off' }))
  await successor(await received(bot, next))
  expect(await outcomes(next)).toEqual(['NOT_ACTIVE status'])
  return outcomes(seq)
}

it('leaves one disposition where a stale owner knew a bot that was stopped meanwhile', async () => {
  const registered = await world.register({ bot_id: 'early' })
  expect(await answeredByBoth('early', () => stop('early', registered))).toEqual(['BOT_NOT_RUNNING'])
})

it('leaves one disposition where a stale owner did not know a bot that was registered meanwhile', async () => {
  expect(await answeredByBoth('late', () => world.register({ bot_id: 'late' }))).toEqual(['accepted'])
})

it('finds a registration that was acknowledged but not heard yet', async () => {
  const hardOfHearing = await anOwner((tape) => slowFollower(tape))
  const before = await world.send('unheard', aSignal({ signal_id: 'before' }))
  await hardOfHearing(await received('unheard', before))
  await world.register({ bot_id: 'unheard' })
  const after = await world.send('unheard', aSignal({ signal_id: 'after' }))
  await hardOfHearing(await received('unheard', after))
  expect(await outcomes(before)).toEqual(['UNKNOWN_BOT'])
  expect(await outcomes(after)).toEqual(['accepted'])
})

it('hears what stands before an answer that it finds given, before it decides again', async () => {
  const bot = 'found'
  const registered = await world.register({ bot_id: bot })
  const off = await world.send(bot, aSignal({ status: 'off' }))
  const stale = await aStalledOwner(slowFollower)
  const stalled = stale.handle(await received(bot, off))
  await stale.decided
  await stop(bot, registered)
  const successor = await anOwner(() => ({}))
  await successor(await received(bot, off))
  const next = await world.send(bot, aSignal({ signal_id: 'next' }))
  stale.goOn()
  await stalled
  await stale.handle(await received(bot, next))
  expect(await outcomes(off)).toEqual(['NOT_ACTIVE status'])
  expect(await outcomes(next)).toEqual(['BOT_NOT_RUNNING'])
})
