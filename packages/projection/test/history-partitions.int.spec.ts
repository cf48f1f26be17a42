import { dropOldPartitions, keepingPartitions, minutesKeptFrom, openStore, type Store } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PartitionChange } from '../src/partition-keeper.ts'
import { project } from '../src/project.ts'
import { rebuildProjection } from '../src/rebuild.ts'
import { randomLedger } from '../src/testing.ts'
import { verifyProjection } from '../src/verify.ts'
import { givenLog, putOnLedger } from './given-ledger.ts'

const facts = randomLedger({ seed: 11, facts: 4000, bots: 8, partitions: 8, downDaysMax: 8 })
const log = givenLog()
const never = new AbortController().signal
let servers: TestServers
let tape: Tape
let store: Store
let changes: PartitionChange[] = []

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

const run = async <Row>(statement: string): Promise<Row[]> =>
  (await store.db.executeQuery<Row>(CompiledQuery.raw(statement))).rows
const partitions = async (table: string): Promise<string[]> => {
  const rows = await run<{ name: string }>(
    `select c.relname::text as name from pg_inherits join pg_class c on c.oid = inhrelid
     where inhparent = 'projection.${table}'::regclass`,
  )
  return rows.map(({ name }) => name.slice(table.length + 1).replaceAll('_', '-')).toSorted()
}
const clock = async () =>
  (await store.projection().selectFrom('clock').select('minute').executeTakeFirstOrThrow()).minute
const verified = () => verifyProjection({ tape, store, signal: never, log })
let onLedger = 0
/** Puts facts on the ledger up to a sequence, in pushes, and projects them. */
const projectTo = async (seq: number) => {
  const stop = new AbortController()
  const onPartitions = (change: PartitionChange) => void changes.push(change)
  const done = project({ tape, store, signal: stop.signal, log, until: seq, onPartitions })
  while (onLedger < seq) {
    const upTo = Math.min(seq, onLedger + 300)
    await putOnLedger(tape, facts.slice(onLedger, upTo))
    onLedger = upTo
  }
  await done
  stop.abort()
}
/** Partitions that should be gone: as if the system had been down while days passed. */
const addOldPartitions = async () => {
  await run(
    `create table projection.kpi_minutes_2001_01_01 partition of projection.kpi_minutes for values in ('2001-01-01')`,
  )
  await run(`create table projection.kpi_hours_2001_01 partition of projection.kpi_hours for values in ('2001-01')`)
}

describe('the partitions of the history', () => {
  it('are made as days and months begin, and dropped once their rows have ceased to count', async () => {
    await projectTo(2500)
    const now = await clock()
    const minutes = await partitions('kpi_minutes')
    expect(minutes.at(-1)).toBe('replay')
    expect(minutes.length).toBeGreaterThan(1)
    expect(minutes.filter((lane) => lane < minutesKeptFrom(now).slice(0, 10))).toEqual([])
    const made = changes.flatMap((change) => change.made)
    const dropped = changes.flatMap((change) => change.dropped)
    expect(dropped.length).toBeGreaterThan(0)
    expect(made).toEqual(expect.arrayContaining(dropped))
    expect(log.lines).toEqual(
      expect.arrayContaining(['partitions of the history made', 'old partitions of the history dropped']),
    )
    expect((await verified()).differing).toBe(0)
  })

  it('are not dropped while somebody reads, and hold up neither him nor anybody else', async () => {
    await addOldPartitions()
    const reading = Promise.withResolvers<void>()
    const read = Promise.withResolvers<void>()
    const reader = store.snapshot(async ({ projection }) => {
      await projection.selectFrom('kpi_minutes').selectAll().execute()
      reading.resolve()
      await read.promise
    })
    await reading.promise
    const dropping = dropOldPartitions(store.db, 'projection')
    await store.projection().selectFrom('kpi_minutes').selectAll().execute()
    expect(await dropping).toEqual({ dropped: [], postponed: expect.stringContaining('lock') })
    changes = []
    await projectTo(3000)
    expect(changes.map(({ postponed }) => postponed)).toContainEqual(expect.stringContaining('lock'))
    expect(log.lines).toContain('old partitions of the history not dropped yet')
    read.resolve()
    await reader
    const { dropped, postponed } = await dropOldPartitions(store.db, 'projection')
    expect({ dropped: dropped.slice(0, 1), postponed }).toEqual({
      dropped: ['kpi_minutes_2001_01_01'],
      postponed: null,
    })
    expect(dropped).toContain('kpi_hours_2001_01')
  })

  it('are not dropped while a verification needs them, whose snapshot would lose them', async () => {
    await addOldPartitions()
    await keepingPartitions(store.db, async () => {
      expect(await dropOldPartitions(store.db, 'projection')).toEqual({
        dropped: [],
        postponed: 'a verification is reading them',
      })
    })
    expect(await verified()).toMatchObject({ differing: 0 }) // rows that no longer count are in no comparison
    expect((await dropOldPartitions(store.db, 'projection')).dropped).toHaveLength(2)
  })

  it('come with a rebuild that is swapped in, and are gone on with', async () => {
    await rebuildProjection({ tape, store, signal: never, log })
    expect(await partitions('kpi_minutes')).toContain((await clock()).slice(0, 10))
    await projectTo(facts.length)
    expect((await verified()).differing).toBe(0)
  })
})

describe('a verification', () => {
  it.each([
    ['kpi_minutes', 'level'],
    ['kpi_hours', 'account_value'],
    ['kpi_days', 'timestamp'],
    ['daily_returns', 'equity'],
    ['kpi_checkpoints', 'day'],
    ['kpi_segments', 'fees'],
  ] as const)('names a difference in %s', async (table, column) => {
    const visible = table === 'kpi_minutes' || table === 'kpi_hours' ? `where lane = 'replay'` : ''
    const [row] = await run<{ place: string; value: string }>(
      `select ctid::text as place, ${column} as value from projection.${table} ${visible} limit 1`,
    )
    const put = (value: string | undefined) =>
      run(
        `update projection.${table} set ${column} = '${value}' where ${column} = '${value === '0.5' ? row?.value : '0.5'}'`,
      )
    await put('0.5')
    const { tables, differing } = await verified()
    expect(differing).toBeGreaterThan(0)
    expect(tables.filter((each) => each.differing > 0).map((each) => each.table)).toEqual([table])
    await put(row?.value)
    expect((await verified()).differing).toBe(0)
  })
})

describe('a projection of version 1', () => {
  it('is refused by name of what heals it, and rebuilt', async () => {
    await store.db.schema.dropSchema('projection').cascade().execute()
    await run('create schema projection')
    await run(
      `create table projection.checkpoint (name text primary key, seq bigint not null, ledger_epoch text, epoch text not null,
       version integer not null, as_of text)`,
    )
    await run(`insert into projection.checkpoint values ('ledger', 10, 'an epoch', 'old', 1, null)`)
    await run(
      'create table projection.kpi_current (scope text primary key, ledger_seq bigint, snapshot json, state json)',
    )
    await expect(openStore({ url: servers.databaseUrl, name: 'test' })).rejects.toThrow(/version 1 .*papertape rebuild/)
    await expect(project({ tape, store, signal: never, log })).rejects.toThrow(/version 1 .*papertape rebuild/)
    await rebuildProjection({ tape, store, signal: never, log })
    expect((await verified()).differing).toBe(0)
    expect(await partitions('kpi_hours')).toContain('replay')
  })
})
