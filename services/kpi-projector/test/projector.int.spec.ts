import { setTimeout as delay } from 'node:timers/promises'
import { randomLedger, subjectOf } from '@papertape/projection/testing'
import { type LiveHint, openStore, type Store } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Projector, startProjector } from './given-projector.ts'

let servers: TestServers
let tape: Tape
let store: Store
const started: Projector[] = []
const facts = randomLedger({ seed: 3, facts: 2000, partitions: 8 })
let stored = 0

beforeAll(async () => {
  servers = await startTestServers()
  tape = await connectTape({ servers: servers.natsUrl, name: 'test' })
  store = await openStore({ url: servers.databaseUrl, name: 'test' })
})
afterAll(async () => {
  for (const projector of started) projector.kill('SIGKILL')
  await store?.[Symbol.asyncDispose]()
  await tape?.[Symbol.asyncDispose]()
  await servers?.[Symbol.asyncDispose]()
})

const start = async (instance: string): Promise<Projector> => {
  const projector = await startProjector(servers, instance)
  started.push(projector)
  return projector
}
const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await delay(10)
}
const checkpoint = () => store.projection().selectFrom('checkpoint').selectAll().executeTakeFirstOrThrow()
const put = async (count: number): Promise<number> => {
  const publisher = tape.publisher()
  await Promise.all(
    facts
      .slice(stored, stored + count)
      .map((fact) => publisher.publish(subjectOf(fact), fact.text, { msgId: fact.event.id })),
  )
  stored += count
  return stored
}
const projected = (seq: number) => until(async () => (await checkpoint()).seq === seq)
const roleOf = async (projector: Projector) => (await projector.health()).body.checks['projection']?.['role']

describe('kpi-projector', () => {
  it('projects the ledger, tells after each commit, and is replaced within two seconds when it is killed', async () => {
    const hints: LiveHint[] = []
    const stopHearing = tape.onHint('live.projection', (hint) => void hints.push(hint as LiveHint))
    const first = await start('a')
    await until(async () => (await roleOf(first)) === 'working')
    await projected(await put(500))
    await until(async () => hints.at(-1)?.seq === 500)
    stopHearing()
    expect(hints.at(-1)).toMatchObject({ epoch: (await checkpoint()).epoch, seq: 500 })
    expect(new Set(hints.flatMap(({ bots }) => bots))).toContain('bot-0')

    const second = await start('b')
    await until(async () => (await roleOf(second)) === 'standing by')
    expect((await second.health()).status).toBe(200)
    first.kill('SIGKILL')
    const killedAtMs = performance.now()
    await projected(await put(500))
    expect(performance.now() - killedAtMs).toBeLessThan(2000)
    second.kill('SIGTERM')
    expect(await second.exited).toBe(0)
  })

  it('goes on when PostgreSQL comes back', async () => {
    const projector = await start('c')
    await until(async () => (await roleOf(projector)) === 'working')
    await servers.postgres.kill()
    const wanted = await put(500)
    await until(async () => (await projector.health()).status === 503)
    await servers.postgres.restart()
    await projected(wanted)
    await until(async () => (await projector.health()).status === 200)
    projector.kill('SIGTERM')
    expect(await projector.exited).toBe(0)
  })

  it('refuses a projection that only a rebuild heals, says so in health, and exits 1', async () => {
    await store.projection().updateTable('checkpoint').set({ ledger_epoch: 'another' }).execute()
    const projector = await start('d')
    await until(async () => (await projector.health()).body.checks['projection']?.['ok'] === false)
    const { status, body } = await projector.health()
    expect(status).toBe(503)
    expect(body.checks['projection']?.['detail']).toMatch(/\.\/papertape rebuild/)
    expect(await projector.exited).toBe(1)
  })
})
