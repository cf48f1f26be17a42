import { openStore, type Store } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPartitionState } from '../src/partition-state.ts'

let servers: TestServers
let store: Store
let tape: Tape
beforeAll(async () => {
  servers = await startTestServers()
  store = await openStore({ url: servers.databaseUrl, name: 'partition-state' })
  tape = await connectTape({ servers: servers.natsUrl, name: 'partition-state' })
})
afterAll(async () => {
  await tape[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
  await servers[Symbol.asyncDispose]()
})

it('begins at the checkpoint of a projection of this ledger', async () => {
  expect((await readPartitionState(store, tape, 0)).seq).toBe(0)
})

it.each([
  ['of another ledger', () => ({ seq: 0, ledger_epoch: '2020-01-01T00:00:00Z' })],
  ['ahead of the ledger', () => ({ seq: 1_000_000, ledger_epoch: tape.epochs.ledger })],
])('trusts no projection %s, and names what heals it', async (_what, falsified) => {
  await store.projection().updateTable('checkpoint').set(falsified()).execute()
  const reading = readPartitionState(store, tape, 0)
  await expect(reading).rejects.toMatchObject({ name: 'ProjectionMismatch' })
  await expect(reading).rejects.toThrow('./papertape rebuild')
})
