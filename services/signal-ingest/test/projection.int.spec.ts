import { createLogger, createMetrics } from '@papertape/service-kit'
import { openStore, type Store } from '@papertape/store'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createIdLookup } from '../src/id-lookup.ts'
import { startIngest } from '../src/ingest.ts'
import { openBook } from '../src/partition-book.ts'
import { startWorld, type World } from './world.ts'

let world: World
let store: Store
beforeAll(async () => {
  world = await startWorld()
  store = await openStore({ url: world.servers.databaseUrl, name: 'projection' })
})
afterAll(async () => {
  await store[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const putCheckpoint = (seq: number, ledger_epoch: string | null) =>
  store.projection().updateTable('checkpoint').set({ seq, ledger_epoch }).execute()
beforeEach(() => putCheckpoint(0, null))

it('does not say that an id is free while the projection lacks what memory has let go', async () => {
  const isIdUsed = createIdLookup(store)
  const book = openBook({ seq: 0, bots: [], answered: null })
  const name = { bot_id: 'bot', signal_id: 's1' }
  expect(await isIdUsed(book, name)).toBe(false)
  book.used.forget(10)
  await expect(isIdUsed(book, name)).rejects.toMatchObject({ name: 'ProjectionBehind', transient: true })
  await putCheckpoint(10, world.tape.epochs.ledger)
  expect(await isIdUsed(book, name)).toBe(false)
})

it.each([
  ['of another ledger', () => putCheckpoint(0, '2020-01-01T00:00:00Z')],
  ['ahead of the ledger', () => putCheckpoint(1_000_000, world.tape.epochs.ledger)],
])('refuses to start on a projection %s, and names what heals it', async (_what, falsify) => {
  await falsify()
  const stopping = new AbortController()
  const starting = startIngest({
    tape: world.tape,
    store,
    instance: 'one',
    metrics: createMetrics('signal-ingest'),
    log: createLogger({ service: 'signal-ingest', level: 'silent' }),
    signal: stopping.signal,
  })
  await expect(starting).rejects.toThrow('./papertape rebuild')
  stopping.abort()
})
