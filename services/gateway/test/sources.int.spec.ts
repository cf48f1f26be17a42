import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AnotherGateway, startAnotherGateway } from './another-gateway.ts'
import { type Harness, type Reply, startHarness } from './harness.ts'

const lines: string[] = []
let harness: Harness
let other: AnotherGateway
beforeAll(async () => {
  harness = await startHarness({ onLine: (line) => lines.push(line) })
  other = await startAnotherGateway(harness.servers)
  await harness.register({ bot_id: 'mine' })
  await harness.register({ bot_id: 'private', public: false })
})
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await harness[Symbol.asyncDispose]()
})

const add = (body: Record<string, unknown>) => harness.data('/api/v1/sources', { body, operator: true })
const all = () => harness.data('/api/v1/sources', { operator: true })
const revoke = (id: string) => harness.ask(`/api/v1/sources/${id}`, { method: 'DELETE', operator: true })

let sent = 0
/** Sends a signal with a source's token, to this gateway or another. */
const send = async (token: string, botId = 'mine', url = harness.url) => {
  sent += 1
  const response = await fetch(`${url}/api/v1/signals/${botId}`, {
    method: 'POST',
    body: JSON.stringify({ signal_id: `s${sent}`, symbol: 'BTCUSDT' }),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  const body: Reply['body'] = await response.json()
  return { status: response.status, body }
}

describe('sources', () => {
  it('are shown without their tokens, but for the answer that makes them', async () => {
    const { token, ...source } = await add({ name: 'webhook', bots: ['mine', 'mine'] })
    expect(source).toEqual({
      source_id: expect.stringMatching(/^src_[0-9a-f]{18}$/),
      name: 'webhook',
      bots: ['mine'],
      token_end: token.slice(-4),
      created_at: expect.stringMatching(/Z$/),
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
    })
    expect((await all())[0]).toEqual(source)
    expect(await harness.data(`/api/v1/sources/${source.source_id}`, { operator: true })).toEqual(source)
  })
  it.each<[string, Record<string, unknown>, string]>([
    ['no name', { bots: null }, '/name'],
    ['a name of two lines', { name: 'a\nb', bots: null }, '/name'],
    ['no word about bots', { name: 'x' }, '/bots'],
    ['no bot', { name: 'x', bots: [] }, '/bots'],
    ['a bot that cannot be', { name: 'x', bots: ['a', 'a.*'] }, '/bots/1'],
    ['an end in the past', { name: 'x', bots: null, expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
    ['a token of its own', { name: 'x', bots: null, token: 'secret' }, '/token'],
  ])('are refused with %s', async (_what, body, pointer) => {
    const reply = await harness.ask('/api/v1/sources', { body, operator: true })
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer])
  })
  it('are the operator’s alone', async () => {
    const { token, source_id } = await add({ name: 'curious', bots: null })
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', `/${source_id}`],
      ['DELETE', `/${source_id}`],
    ] as const) {
      const path_ = `/api/v1/sources${path}`
      expect((await harness.ask(path_, { method })).status).toBe(401)
      const headers = { authorization: `Bearer ${token}` }
      expect((await harness.ask(path_, { method, headers })).status).toBe(403)
    }
  })
  it('that nobody made are not found', async () => {
    const reply = await revoke('src_nope%00')
    expect([reply.status, reply.body.code]).toEqual([404, 'source-not-found'])
  })
})

describe('a source’s token', () => {
  it('publishes for its bots, and the signal says by whom', async () => {
    const { token, source_id } = await add({ name: 'one bot', bots: ['mine'] })
    const { status, body } = await send(token)
    expect(status).toBe(202)
    const stored = await harness.tape.message('SIGNALS', body.data.input_seq)
    expect(stored?.header('Papertape-Source')).toBe(source_id)
    await expect
      .poll(async () => (await harness.data(`/api/v1/sources/${source_id}`, { operator: true })).last_used_at)
      .toMatch(/Z$/)
  })
  it('says the same of bots that are not its own, whether or not they are there', async () => {
    const { token } = await add({ name: 'one bot', bots: ['mine'] })
    const answers = await Promise.all(
      ['private', 'nobody', 'no%20body', 'MINE'].map(async (bot) => {
        const { status, body } = await send(token, bot)
        const { request_id: _id, instance: _path, ...rest } = body
        return [status, rest]
      }),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject([403, { code: 'forbidden' }])
  })
  it('for all bots is for those that are there', async () => {
    const { token } = await add({ name: 'all bots', bots: null })
    expect((await send(token, 'private')).status).toBe(202)
    expect((await send(token, 'nobody')).status).toBe(404)
  })
  it('opens nothing else', async () => {
    const { token } = await add({ name: 'all bots', bots: null })
    const headers = { authorization: `Bearer ${token}` }
    for (const path of [
      '/api/v1/bots',
      '/api/v1/bots/mine/stop',
      '/api/v1/trades/t0/close',
      '/api/alarms/a/acknowledge',
    ]) {
      expect((await harness.ask(path, { method: 'POST', headers })).status).toBe(403)
    }
    expect((await harness.ask('/api/v1/bots/private', { headers })).status).toBe(404)
    expect((await harness.ask('/api/v1/bots/mine', { headers })).status).toBe(200)
  })
  it('is over on every gateway once its revocation is answered', async () => {
    const { token, source_id } = await add({ name: 'leaked', bots: null })
    const { token: kept } = await add({ name: 'kept', bots: null })
    for (const url of [harness.url, other.url]) expect((await send(token, 'mine', url)).status).toBe(202)
    const first = await revoke(source_id)
    for (const url of [harness.url, other.url]) {
      expect(await send(token, 'mine', url)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
      expect((await send(kept, 'mine', url)).status).toBe(202)
    }
    expect(first.body.data.revoked_at).toMatch(/Z$/)
    expect((await revoke(source_id)).body.data).toEqual(first.body.data)
  })
  it('is over when its time is', async () => {
    const { token, source_id } = await add({ name: 'short', bots: null, expires_at: '2999-01-01T00:00:00+01:00' })
    expect((await send(token)).status).toBe(202)
    const past = new Date(Date.now() - 1)
    await harness.store.db
      .withSchema('ops')
      .updateTable('signal_sources')
      .set({ expires_at: past })
      .where('source_id', '=', source_id)
      .execute()
    expect((await send(token)).status).toBe(403)
  })
  it('is wrong with any character changed', async () => {
    const { token } = await add({ name: 'exact', bots: null })
    for (const changed of [
      token.toUpperCase(),
      `${token}x`,
      token.slice(0, -1),
      ` ${token.slice(1)}`,
      token.slice(17),
    ]) {
      expect((await send(changed)).status).toBe(403)
    }
  })
  it('is in no line of the log, no row and no later answer', async () => {
    const { token } = await add({ name: 'hidden', bots: ['mine'] })
    await send(token)
    await send(token, 'nobody')
    await harness.ask(`/api/v1/signals/mine?token=${token}`, {
      body: { signal_id: token, note: token },
      headers: { authorization: `Bearer ${token}` },
    })
    await expect.poll(() => lines.join('')).toContain('signals came over HTTP')
    const secret = token.slice('papertape_source_'.length)
    const { rows } = await sql<{ text: string }>`select s::text as text from ops.signal_sources s`.execute(
      harness.store.db,
    )
    for (const text of [...lines, JSON.stringify(await all()), ...rows.map((row) => row.text)])
      expect(text).not.toContain(secret)
  })
})
