import { setTimeout as delay } from 'node:timers/promises'
import { ALL_BOTS, eventIdOf, type LedgerEvent, subjects } from '@papertape/events'
import { randomLedger, subjectOf } from '@papertape/projection/testing'
import { findReport, listReports, type PerformanceUpdate, readTracking, setPaused } from '@papertape/reporting'
import { createMetrics } from '@papertape/service-kit'
import { openStore, type Store } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProjectorMetrics } from '../src/projector-metrics.ts'
import { createReporter } from '../src/reporting/reporter.ts'
import { type Projector, startProjector } from './given-projector.ts'

let servers: TestServers
let tape: Tape
let store: Store
let working: Projector
const started: Projector[] = []
const updates: PerformanceUpdate[] = []
const at = (time: string) => `2024-02-01T${time}:00.000Z`

const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await delay(10)
}
const start = async (instance: string): Promise<Projector> => {
  const projector = await startProjector(servers, instance)
  started.push(projector)
  return projector
}
const tick = async (minute: string) => {
  const event: LedgerEvent = {
    id: eventIdOf('clock.ticked', minute),
    type: 'clock.ticked',
    version: 1,
    bot_id: ALL_BOTS,
    time: minute,
    recorded_at: minute,
    cause: null,
    correlation: null,
    data: { minute },
  }
  const fact = { seq: 0, partition: 0, event, text: JSON.stringify(event) }
  await tape.publisher().publish(subjectOf(fact), fact.text, { msgId: event.id })
}
/** Everything that a minute asked for is done. */
const followed = (minute: string) => until(async () => (await readTracking(store)).clock_minute === minute)
const reports = async () => {
  const page = { before: null, limit: 500 }
  const lists = await Promise.all(
    (['live', 'demo', 'replay'] as const).map((mode) => listReports(store, { mode, operator: true }, page)),
  )
  return lists.flat().toSorted((a, b) => a.place - b.place)
}
const dueOf = async () => (await reports()).map(({ scope, due_at }) => `${scope} ${due_at?.slice(11, 16)}`)

beforeAll(async () => {
  servers = await startTestServers()
  tape = await connectTape({ servers: servers.natsUrl, name: 'test' })
  store = await openStore({ url: servers.databaseUrl, name: 'test' })
  tape.onHint(subjects.livePerformance, (update) => void updates.push(update as PerformanceUpdate))
  // The clock of these facts is taken out: it ticks when the tests say so.
  const facts = randomLedger({ seed: 11, facts: 1500, partitions: 8 }).filter(
    ({ event }) => event.type !== 'clock.ticked',
  )
  const publisher = tape.publisher()
  await Promise.all(facts.map((fact) => publisher.publish(subjectOf(fact), fact.text, { msgId: fact.event.id })))
  working = await start('a')
})
afterAll(async () => {
  for (const projector of started) projector.kill('SIGKILL')
  await store?.[Symbol.asyncDispose]()
  await tape?.[Symbol.asyncDispose]()
  await servers?.[Symbol.asyncDispose]()
})

describe('reports', () => {
  it('are made for the portfolios of live and demo bots when the clock reaches the hour, and not before', async () => {
    await tick(at('13:59'))
    await followed(at('13:59'))
    expect(await reports()).toEqual([])
    await tick(at('14:00'))
    await followed(at('14:00'))
    expect(await dueOf()).toEqual(['@demo 14:00', '@live 14:00'])
    expect(await readTracking(store)).toMatchObject({ report_count: 2, update_count: 2, paused: false })
  })

  it('hold the figures as they were at their place in the ledger', async () => {
    const live = (await reports()).find(({ scope }) => scope === '@live')
    const report = await findReport(store, live?.report_id ?? '')
    const current = store.projection().selectFrom('kpi_current').select('snapshot').where('scope', '=', '@live')
    const checkpoint = await store.projection().selectFrom('checkpoint').selectAll().executeTakeFirstOrThrow()
    expect(report).toMatchObject({ kind: 'scheduled', public: true, mode: 'live', as_of_seq: checkpoint.seq })
    expect(report?.content.kpi).toEqual((await current.executeTakeFirstOrThrow()).snapshot)
    expect(report?.content.sheet.as_of).toEqual({ seq: checkpoint.seq, time: checkpoint.as_of })
    expect(report?.content.sheet.equity?.points.length).toBeGreaterThan(1)
    expect(report?.content.sheet.monthly.map(({ year }) => year)).toEqual([2024])
  })

  it('break down to exactly what was realised', async () => {
    const live = (await reports()).find(({ scope }) => scope === '@live')
    const { sheet } = (await findReport(store, live?.report_id ?? ''))?.content ?? {}
    const totals = store.projection().selectFrom('trade_totals').selectAll().where('scope', '=', '@live')
    const { total_pnl } = await totals.executeTakeFirstOrThrow()
    const tables = sheet?.tables.filter(({ title }) => title.startsWith('By ')) ?? []
    expect(tables).toHaveLength(7)
    for (const { total } of tables) expect(total?.['realized_pnl']).toBe(total_pnl)
  })

  it('that a jumping clock passed over are not made up', async () => {
    await tick(at('14:01'))
    await tick(at('17:30'))
    await followed(at('17:30'))
    expect((await dueOf()).slice(2)).toEqual(['@demo 17:00', '@live 17:00'])
  })

  it('rest while paused, and so do updates; nothing is made up afterwards', async () => {
    await setPaused(store, true)
    const before = await readTracking(store)
    await tick(at('18:00'))
    await followed(at('18:00'))
    expect(await readTracking(store)).toEqual({ ...before, clock_minute: at('18:00') })
    await setPaused(store, false)
    await tick(at('18:01'))
    await followed(at('18:01'))
    expect((await dueOf()).slice(4)).toEqual([])
    expect(await readTracking(store)).toMatchObject({ update_count: before.update_count + 1 })
  })

  it('go on where they were after a restart', async () => {
    working.kill('SIGTERM')
    await working.exited
    await tick(at('19:00'))
    working = await start('b')
    await followed(at('19:00'))
    expect((await dueOf()).slice(4)).toEqual(['@demo 19:00', '@live 19:00'])
    expect((await readTracking(store)).report_count).toBe((await reports()).length)
  })

  it.each([0, 5, 20, 60, 200])('are there once when the one at work is killed %i ms after the hour', async (ms) => {
    const hour = new Date(Date.parse(at('20:00')) + [0, 5, 20, 60, 200].indexOf(ms) * 3_600_000).toISOString()
    const next = await start(`after-${ms}`)
    await tick(hour)
    await delay(ms)
    working.kill('SIGKILL')
    working = next
    await followed(hour)
    const made = (await reports()).filter(({ due_at }) => due_at === hour)
    expect(made.map(({ scope }) => scope)).toEqual(['@demo', '@live'])
    expect((await readTracking(store)).report_count).toBe((await reports()).length)
  })

  it('that cannot be stored keep nothing up, and are stored later', async () => {
    await sql`alter table ops.reports rename to reports_away`.execute(store.db)
    const hour = '2024-02-02T01:00:00.000Z'
    await tick(hour)
    const clock = () => store.projection().selectFrom('clock').select('minute').executeTakeFirstOrThrow()
    await until(async () => (await clock()).minute === hour)
    await sql`alter table ops.reports_away rename to reports`.execute(store.db)
    let minute = Date.parse(hour)
    await until(async () => {
      minute += 60_000
      await tick(new Date(minute).toISOString())
      await delay(200)
      return (await reports()).some(({ due_at }) => due_at === hour)
    })
    expect((await reports()).filter(({ due_at }) => due_at === hour)).toHaveLength(2)
  })

  it('and updates are made once by two that work at the same time', async () => {
    working.kill('SIGKILL')
    await working.exited
    const log = { info: () => undefined, warn: () => undefined }
    const intervals = { reportSeconds: 3600, updateSeconds: 60 }
    const now = () => new Date().toISOString()
    const metrics = createProjectorMetrics(createMetrics('test'))
    const both = [1, 2].map(() => createReporter({ tape, store, intervals, log, metrics, now }))
    const before = await readTracking(store)
    for (let hour = 2; hour < 12; hour += 1) {
      const minute = `2024-02-02T${String(hour).padStart(2, '0')}:00:00.000Z`
      await store.projection().updateTable('clock').set({ minute }).execute()
      for (const reporter of both) reporter.committed(minute)
      await followed(minute)
    }
    await Promise.all(both.map((reporter) => reporter.close()))
    const after = await readTracking(store)
    expect(after.report_count - before.report_count).toBe(20)
    expect(after.update_count - before.update_count).toBe(10)
    expect(await metrics.reports.get()).toMatchObject({ values: [{ value: 20 }] })
  })
})

describe('updates', () => {
  it('bring the figures of each portfolio that is reported on', () => {
    expect(new Set(updates.map(({ mode }) => mode))).toEqual(new Set(['demo', 'live']))
    expect(updates[0]?.kpi).toMatchObject({ bot_id: null, quality: expect.any(Object) as object })
  })
})
