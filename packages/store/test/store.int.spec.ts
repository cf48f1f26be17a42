import { startTestServers, type TestServers } from '@papertape/testkit'
import { CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Changes, commitBatch } from '../src/changes.ts'
import { StoreUnavailable } from '../src/errors.ts'
import { migrateOps } from '../src/ops/migrate.ts'
import { opsMigrations } from '../src/ops/migrations.ts'
import { noRemovals } from '../src/removals.ts'
import { openStore, type Store } from '../src/store.ts'

let servers: TestServers
let store: Store

beforeAll(async () => {
  servers = await startTestServers()
  store = await openStore({ url: servers.databaseUrl, name: 'test' })
})
afterAll(async () => {
  await store?.[Symbol.asyncDispose]()
  await servers?.[Symbol.asyncDispose]()
})

const checkpoint = () => store.projection().selectFrom('checkpoint').selectAll().executeTakeFirstOrThrow()
const changesOf = (upserts: Changes['upserts']): Changes => ({ upserts, removals: noRemovals, acknowledged: [] })
const stepTo = async (to: number, from?: number) => {
  const { epoch, seq } = await checkpoint()
  return { from: from ?? seq, to, epoch, ledgerEpoch: 'l1', asOf: '2024-01-01T00:00:00.000Z' }
}

describe('a store', () => {
  it('makes the projection once, however many open it at once', async () => {
    const { epoch } = await checkpoint()
    const others = await Promise.all([1, 2, 3].map((n) => openStore({ url: servers.databaseUrl, name: `test ${n}` })))
    expect((await checkpoint()).epoch).toBe(epoch)
    for (const other of others) await other[Symbol.asyncDispose]()
  })

  it('adds where a table counts, replaces elsewhere, and takes null for equal to null in a key', async () => {
    const total = { scope: 'a', outcome: 'ACCEPTED', reason: null, count: 2 } as const
    const slice = {
      scope: 'a',
      dimension: 'strategy',
      value: null,
      trades: 1,
      winning_trades: 1,
      losing_trades: 0,
      breakeven_trades: 0,
      gross_pnl: '0.000000000000000001',
      fees: '1.5',
      realized_pnl: '-2',
    } as const
    const input = { partition: 0, signals_epoch: 'e\x1e\x1f\0', answered_seq: 9_007_199_254_740_991 }
    const changes = changesOf({ signal_totals: [total], breakdowns: [slice], inputs: [input] })
    expect(await commitBatch(store, 'projection', await stepTo(1), changes)).toEqual({ partitions: [] })
    expect(await commitBatch(store, 'projection', await stepTo(2), changes)).toEqual({ partitions: [] })
    const projection = store.projection()
    expect(await projection.selectFrom('signal_totals').selectAll().execute()).toEqual([{ ...total, count: 4 }])
    expect(await projection.selectFrom('breakdowns').selectAll().execute()).toEqual([
      { ...slice, trades: 2, winning_trades: 2, gross_pnl: '0.000000000000000002', fees: '3', realized_pnl: '-4' },
    ])
    expect(await projection.selectFrom('inputs').selectAll().execute()).toEqual([input])
  })

  it('writes nothing when the checkpoint is elsewhere', async () => {
    const input = { partition: 5, signals_epoch: 'e', answered_seq: 1 }
    const { seq, epoch } = await checkpoint()
    for (const step of [
      await stepTo(seq + 5, seq - 1),
      { ...(await stepTo(seq + 5)), epoch: 'another' },
      { ...(await stepTo(seq + 5)), ledgerEpoch: 'another' },
    ]) {
      expect(await commitBatch(store, 'projection', step, changesOf({ inputs: [input] }))).toBe(null)
    }
    expect(await checkpoint()).toMatchObject({ seq, epoch })
    expect(await store.projection().selectFrom('inputs').selectAll().where('partition', '=', 5).execute()).toEqual([])
  })

  it('reads all of a snapshot as of one checkpoint', async () => {
    const counts = await store.snapshot(async ({ projection, checkpoint: { seq } }) => {
      await commitBatch(
        store,
        'projection',
        await stepTo(seq + 1),
        changesOf({ inputs: [{ partition: 7, signals_epoch: 'e', answered_seq: 1 }] }),
      )
      return projection.selectFrom('inputs').selectAll().where('partition', '=', 7).execute()
    })
    expect(counts).toEqual([])
  })

  it('migrates ops forward, each migration once', async () => {
    const migrations = {
      ...opsMigrations,
      '99980101T0000_first': {
        up: async (db: typeof store.db) => void (await sql`create table ops.one (a int)`.execute(db)),
      },
    }
    await migrateOps(store.db, migrations)
    await migrateOps(store.db, migrations)
    const broken = {
      ...migrations,
      '99990101T0000_broken': { up: async () => Promise.reject(new Error('no')) },
    }
    await expect(migrateOps(store.db, broken)).rejects.toThrow('99990101T0000_broken')
  })

  it('outlives a PostgreSQL that goes away in the middle of a query', async () => {
    const asleep = store.snapshot(({ projection }) => projection.executeQuery(CompiledQuery.raw('select pg_sleep(60)')))
    const refused = expect(asleep).rejects.toThrow(StoreUnavailable)
    while (!(await isAsleep())) continue
    await servers.postgres.kill()
    await refused
    await expect(store.snapshot(async () => 1)).rejects.toThrow(StoreUnavailable)
    await servers.postgres.restart()
    expect(await store.snapshot(async () => 1)).toBe(1)
  })
})

const isAsleep = async (): Promise<boolean> => {
  const { rows } = await store.db.executeQuery(
    CompiledQuery.raw(`select 1 from pg_stat_activity where wait_event = 'PgSleep'`),
  )
  return rows.length > 0
}
