import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

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
