import { setTimeout as delay } from 'node:timers/promises'
import { openStore, readIngestState, readTraderState, type Store, usedSignalIds } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { project } from '../src/project.ts'
import { rebuildProjection } from '../src/rebuild.ts'
import { randomLedger } from '../src/testing.ts'
import { verifyProjection } from '../src/verify.ts'
import { givenLog, putOnLedger } from './given-ledger.ts'

let servers: TestServers
let tape: Tape
let store: Store
const facts = randomLedger({ seed: 20_240_101, facts: 6200, partitions: 8 })
let stored = 0
const log = givenLog()
const never = new AbortController().signal

beforeAll(async () => {
  servers = await startTestServers()
  tape = await connectTape({ servers: servers.natsUrl, name: 'test' })
  store = await openStore({ url: servers.databaseUrl, name: 'test' })
})
afterAll(async () => {
  await store?.[Symbol.asyncDispose]()
  await tape?.[Symbol.asyncDispose]()
  await servers?.[Symbol.asyncDispose]()
})

const checkpoint = () => store.projection().selectFrom('checkpoint').selectAll().executeTakeFirstOrThrow()
const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await delay(10)
}
/** Puts what is missing on the ledger, up to a sequence. */
const ledgerAt = async (seq: number) => {
  await putOnLedger(tape, facts.slice(stored, seq))
  stored = Math.max(stored, seq)
}
const projected = () => until(async () => (await checkpoint().catch(() => ({ seq: 0 }))).seq === stored)
const verified = () => verifyProjection({ tape, store, signal: never, log })

/** Projects until stopped; the returned function stops it in order. */
const projecting = () => {
  const stop = new AbortController()
  const done = project({ tape, store, signal: stop.signal, log })
  return async () => {
    stop.abort()
    // While PostgreSQL is away it waits to load the projection again, and ends with the reason it was stopped for.
    await done.catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== 'AbortError') throw error
    })
  }
}

describe('a projection', () => {
  it('equals a rebuilt one, byte for byte, wherever it was cut and restarted', async () => {
    const chance = (seed: number, below: number) => (seed * 7919 + 13) % below
    while (stored < 3000) {
      const stop = projecting()
      for (let pushes = 0; pushes < 3; pushes += 1) {
        await ledgerAt(stored + 1 + chance(stored, 211))
        await delay(chance(stored, 15))
      }
      await stop()
    }
    const stop = projecting()
    await projected()
    await stop()
    const { seq, differing, tables } = await verified()
    expect({ seq, differing }).toEqual({ seq: stored, differing: 0 })
    for (const { table, rows } of tables) if (table !== 'pending_closes') expect(rows, table).toBeGreaterThan(0)
  })

  it('survives two projectors at once and a killed PostgreSQL', async () => {
    const stops = [projecting(), projecting()]
    await ledgerAt(4000)
    await servers.postgres.kill()
    await ledgerAt(5000)
    await servers.postgres.restart()
    await ledgerAt(6000)
    await projected()
    for (const stop of stops) await stop()
    expect((await verified()).differing).toBe(0)
  })

  it('shows a difference where there is one', async () => {
    const { trade_id } = await store.projection().selectFrom('trades').select('trade_id').executeTakeFirstOrThrow()
    const tampered = store.projection().updateTable('trades').where('trade_id', '=', trade_id)
    const before = await store
      .projection()
      .selectFrom('trades')
      .selectAll()
      .where('trade_id', '=', trade_id)
      .executeTakeFirstOrThrow()
    await tampered.set({ realized_pnl: '1000000' }).execute()
    const { differing, tables } = await verified()
    expect(differing).toBe(1)
    expect(tables.find(({ table }) => table === 'trades')?.differences).toMatchObject([
      { key: trade_id, live: expect.stringContaining('1000000') },
    ])
    await tampered.set({ realized_pnl: before.realized_pnl }).execute()
    expect((await verified()).differing).toBe(0)
  })

  it('is rebuilt beside the running projector, which goes on with the new one', async () => {
    await ledgerAt(6000)
    const stop = projecting()
    const old = await checkpoint()
    await store.db.schema.createSchema('projection_next').execute() // left by one that was interrupted
    const built = await rebuildProjection({ tape, store, signal: never, log })
    expect(built).toMatchObject({ seq: stored, events: stored })
    const swapped = await checkpoint()
    expect(swapped.epoch).not.toBe(old.epoch)
    expect(swapped.epoch).toBe(built.epoch)
    await ledgerAt(6200)
    await projected()
    await stop()
    expect((await verified()).differing).toBe(0)
  })

  it('gives deciders what they start from', async () => {
    await ledgerAt(6200)
    const stop = projecting()
    await projected()
    await stop()
    const {
      checkpoint: { seq },
      bots,
      answered,
    } = await readIngestState(store, 1)
    const ofPartition = facts.filter(({ partition }) => partition === 1)
    const registered = ofPartition.filter(({ event }) => event.type === 'bot.registered')
    expect(seq).toBe(stored)
    expect(bots.map(({ bot_id }) => bot_id)).toEqual(registered.map(({ event }) => event.bot_id))
    for (const bot of bots) {
      expect(bot.last_seq).toBe(ofPartition.findLast(({ event }) => event.bot_id === bot.bot_id)?.seq)
    }
    const inputs = ofPartition.flatMap(({ event }) =>
      event.type === 'signal.accepted' || event.type === 'signal.rejected' ? [event.data.input.seq] : [],
    )
    expect(answered).toEqual({ signals_epoch: 'signals-1', answered_seq: Math.max(...inputs) })

    const { openTrades } = await readTraderState(store, 1)
    const ended = new Set(
      ofPartition.flatMap(({ event }) =>
        event.type === 'entry.missed' || (event.type === 'fill.recorded' && event.data.leg === 'exit')
          ? [event.data.trade_id]
          : [],
      ),
    )
    const open = ofPartition.filter(
      ({ event }) =>
        event.type === 'signal.accepted' && event.data.trade_id !== null && !ended.has(event.data.trade_id),
    )
    expect(openTrades.map(({ accepted }) => accepted)).toEqual(open.map(({ event }) => event))

    const odd = facts.find(({ event }) => event.type === 'signal.accepted' && /[\0\ud800]/.test(event.data.signal_id))
    if (odd?.event.type !== 'signal.accepted') throw new Error('the ledger has no odd signal id')
    const { bot_id, data } = odd.event
    const asked = ['never sent', data.signal_id].map((signal_id) => ({ bot_id, signal_id }))
    expect(await usedSignalIds(store, asked)).toEqual({ used: [false, true], checkpointSeq: seq })
    expect(await usedSignalIds(store, [])).toEqual({ used: [], checkpointSeq: seq })
  })

  it('refuses a checkpoint ahead of the ledger or of another one, and a rebuild heals it', async () => {
    const { seq, ledger_epoch } = await checkpoint()
    const broken = store.projection().updateTable('checkpoint')
    await broken.set({ seq: seq + 1 }).execute()
    await expect(project({ tape, store, signal: never, log })).rejects.toThrow(
      /ahead of the ledger.*\.\/papertape rebuild/,
    )
    await broken.set({ seq, ledger_epoch: 'another' }).execute()
    await expect(project({ tape, store, signal: never, log })).rejects.toThrow(
      /ledger of another.*\.\/papertape rebuild/,
    )
    await expect(verified()).rejects.toThrow(/rebuild/)
    await rebuildProjection({ tape, store, signal: never, log })
    expect(await checkpoint()).toMatchObject({ seq, ledger_epoch })
    expect((await verified()).differing).toBe(0)
  })

  it('is refused by another version, and rebuilt when it is missing', async () => {
    await store.projection().updateTable('checkpoint').set({ version: 99 }).execute()
    await expect(openStore({ url: servers.databaseUrl, name: 'test' })).rejects.toThrow(/version 99.*rebuild/)
    await store.db.schema.dropSchema('projection').cascade().execute()
    await rebuildProjection({ tape, store, signal: never, log })
    expect((await verified()).differing).toBe(0)
  })
})
