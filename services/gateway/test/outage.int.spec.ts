import { afterAll, beforeAll, expect, it } from 'vitest'
import { startAnotherGateway } from './another-gateway.ts'
import { layCable } from './cable.ts'
import { type Harness, startHarness } from './harness.ts'

const PATHS = ['/api/kpi/current', '/api/kpi/summary', '/api/v1/bots', '/api/kpi/current?bot_id=bot']

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'bot' })
})
afterAll(() => harness[Symbol.asyncDispose]())

const status = async (path: string) => (await harness.ask(path)).status

it('reads on without NATS, refuses writes, and writes again when it is back', async () => {
  await harness.servers.nats.kill()
  await expect.poll(() => harness.tape.connected()).toBe(false)
  expect(await status('/api/v1/bots/bot')).toBe(200)
  expect(await status('/bot-performance')).toBe(200)
  const refused = await harness.ask('/api/v1/bots/bot/stop', { method: 'POST', operator: true })
  expect([refused.status, refused.body.code]).toEqual([503, 'dependency-unavailable'])
  expect((await harness.ask('/api/health')).body.data).toMatchObject({
    status: 'down',
    dependencies: { nats: { ok: false }, postgres: { ok: true } },
  })
  await harness.servers.nats.restart()
  await expect
    .poll(async () => (await harness.ask('/api/v1/bots/bot/stop', { method: 'POST', operator: true })).status, {
      timeout: 20_000,
    })
    .toBe(200)
  await expect.poll(async () => (await harness.data('/api/v1/bots/bot')).running, { timeout: 20_000 }).toBe(false)
})

it('says so when PostgreSQL is away, and goes on when it is back', async () => {
  await harness.servers.postgres.kill()
  const refused = await harness.ask('/api/v1/bots')
  expect([refused.status, refused.body.code]).toEqual([503, 'dependency-unavailable'])
  expect((await harness.ask('/api/health')).body.data).toMatchObject({
    status: 'down',
    dependencies: { postgres: { ok: false } },
  })
  const written = await harness.ask('/api/v1/bots/bot/start', { method: 'POST', operator: true })
  expect(written).toMatchObject({ status: 200, body: { data: { running: true, state: null } } })
  await harness.servers.postgres.restart()
  await expect.poll(() => status('/api/v1/bots'), { timeout: 20_000 }).toBe(200)
  await expect.poll(async () => (await harness.data('/api/v1/bots/bot')).running, { timeout: 20_000 }).toBe(true)
})

it('says so when PostgreSQL is there and says nothing, and goes on when it speaks again', async () => {
  const address = new URL(harness.servers.databaseUrl)
  await using cable = await layCable({ port: Number(address.port) })
  address.port = new URL(cable.url).port
  await using gateway = await startAnotherGateway({ ...harness.servers, databaseUrl: address.href })
  const ask = async (path: string) => (await fetch(gateway.url + path)).status
  for (const path of PATHS) expect([path, await ask(path)]).toEqual([path, 200])
  cable.hold('from')
  // Asked as never before, so that nothing is known of it.
  const asked = PATHS.map((path) => ask(`${path}${path.includes('?') ? '&' : '?'}mode=live`))
  expect(await Promise.all(asked)).toEqual(PATHS.map(() => 503))
  cable.release()
  await expect.poll(() => Promise.all(PATHS.map(ask)), { timeout: 20_000 }).toEqual(PATHS.map(() => 200))
}, 60_000)
