import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgetOldKeys, requestHashOf } from '../src/publishing/idempotency-keys.ts'
import { inboxOf } from '../src/publishing/publish-once.ts'
import { type AnotherGateway, startAnotherGateway } from './another-gateway.ts'
import { type Harness, type Reply, startHarness, TOKEN } from './harness.ts'

const NDJSON = 'application/x-ndjson'

let harness: Harness
let other: AnotherGateway
let source: string
beforeAll(async () => {
  harness = await startHarness()
  other = await startAnotherGateway(harness.servers)
  for (const bot_id of ['a', 'b', 'busy', 'batches']) await harness.register({ bot_id })
  const made = await harness.data('/api/v1/sources', { operator: true, body: { name: 'source', bots: null } })
  source = made.token
})
afterAll(async () => {
  await other[Symbol.asyncDispose]()
  await harness[Symbol.asyncDispose]()
})

type Send = { bot?: string; token?: string; url?: string; type?: string }

/** Sends a body under a key. */
const send = async (key: string, text: string, { bot = 'a', token = TOKEN, url = harness.url, type }: Send = {}) => {
  const response = await fetch(`${url}/api/v1/signals/${bot}`, {
    method: 'POST',
    body: text,
    headers: { authorization: `Bearer ${token}`, 'content-type': type ?? 'application/json', 'idempotency-key': key },
  })
  const answer = await response.text()
  const body: Reply['body'] = JSON.parse(answer)
  return {
    status: response.status,
    replayed: response.headers.get('idempotent-replayed'),
    headers: response.headers,
    answer,
    body,
  }
}
const stored = async () => (await harness.tape.streamState('SIGNALS')).messages
const forgetAnswer = (key: string) =>
  sql`update ops.idempotency_keys set status = null, answer = null, location = null where key = ${key}`.execute(
    harness.store.db,
  )

describe('the same key with the same body', () => {
  it('gives the same answer, on every gateway, and publishes nothing', async () => {
    const first = await send('k1', '{"signal_id":"k1"}')
    expect([first.status, first.replayed]).toEqual([202, null])
    const before = await stored()
    for (const url of [harness.url, other.url]) {
      const again = await send('k1', '{"signal_id":"k1"}', { url })
      expect([again.status, again.replayed, again.answer]).toEqual([202, 'true', first.answer])
      expect(again.headers.get('location')).toBe(first.headers.get('location'))
    }
    expect(await stored()).toBe(before)
  })
  it('is another one with another body, of another caller, and for another bot', async () => {
    const seqs = [(await send('k2', '{"signal_id":"k2"}')).body.data.input_seq]
    for (const text of ['{"signal_id":"k2" }', '{"signal_id":"k3"}']) {
      expect(await send('k2', text)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
    }
    expect((await send('k2', '{"signal_id":"k2"}', { type: NDJSON })).status).toBe(422)
    seqs.push((await send('k2', '{"signal_id":"k2"}', { bot: 'b' })).body.data.input_seq)
    seqs.push((await send('k2', '{"signal_id":"k2"}', { token: source })).body.data.input_seq)
    expect(new Set(seqs).size).toBe(3)
  })
  it('may be sent again with a better body when nothing came of the first', async () => {
    expect((await send('k4', '{"signal_id":""}')).status).toBe(400)
    expect((await send('k4', '{"signal_id":"k4"}', { bot: 'nobody' })).status).toBe(404)
    expect((await send('k4', '{"signal_id":"k4"}')).status).toBe(202)
  })
  it('must be a key', async () => {
    const before = await stored()
    const reply = await send('two words', '{"signal_id":"k5"}')
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, '/Idempotency-Key'])
    expect(await stored()).toBe(before)
  })
  it('publishes once however many send it at the same time', async () => {
    const before = await stored()
    const replies = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        send('at-once', '{"signal_id":"at once"}', { url: i % 2 === 0 ? harness.url : other.url }),
      ),
    )
    expect(await stored()).toBe(before + 1)
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]))
    expect(new Set(replies.map(({ answer }) => answer)).size).toBe(1)
    expect(replies.filter(({ replayed }) => replayed === null)).toHaveLength(1)
  })
})

/** What an attempt had written down before it published anything. */
const writeDown = async (key: string, text: string, { bot = 'a', type = 'application/json' } = {}) => {
  const last = await harness.tape.lastMessage('SIGNALS', inboxOf(harness.tape, bot))
  const request = { caller: 'operator', bot_id: bot, key, request_hash: requestHashOf(type, Buffer.from(text)) }
  const ops = harness.store.db.withSchema('ops')
  const intent = { publication: `of-${key}`, signals_epoch: harness.tape.epochs.signals, seen_seq: last?.seq ?? 0 }
  await ops
    .insertInto('idempotency_keys')
    .values({ ...request, ...intent })
    .execute()
}
const publishAs = async (bot: string, text: string, publication?: string) => {
  const headers = publication === undefined ? {} : { 'Papertape-Publication': publication }
  return (await harness.tape.publisher().publish(`signals.${bot}`, text, { headers })).seq
}

describe('an attempt that died', () => {
  it('behind its publication is finished without a second one', async () => {
    const first = await send('dead-1', '{"signal_id":"d1"}')
    await forgetAnswer('dead-1')
    for (const signal_id of ['x1', 'x2', 'x3']) await publishAs('a', JSON.stringify({ signal_id }))
    const before = await stored()
    const again = await send('dead-1', '{"signal_id":"d1"}', { url: other.url })
    expect([again.status, again.replayed, again.body.data]).toEqual([202, 'true', first.body.data])
    expect(await stored()).toBe(before)
  })
  it('before its publication is made up for', async () => {
    await writeDown('dead-2', '{"signal_id":"d2"}')
    await publishAs('a', '{"signal_id":"d2"}') // by somebody else, under the same id
    const before = await stored()
    const again = await send('dead-2', '{"signal_id":"d2"}')
    expect([again.status, again.replayed]).toEqual([202, null])
    expect(await stored()).toBe(before + 1)
  })
  it('in the middle of a batch is finished in order', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => `{"signal_id":"half${i + 1}"}`)
    const to = { bot: 'batches', type: NDJSON }
    await writeDown('half', lines.join('\n'), to)
    const seqs: number[] = []
    for (const [i, line] of lines.slice(0, 7).entries()) {
      await publishAs('batches', `{"signal_id":"other${i}"}`)
      seqs.push(await publishAs('batches', line, `of-half.${i + 1}`))
    }
    const before = await stored()
    const { status, replayed, body } = await send('half', lines.join('\n'), { ...to, url: other.url })
    expect([status, replayed, await stored()]).toEqual([202, null, before + 13])
    const answered = body.data.results.map(({ input_seq }: { input_seq: number }) => input_seq)
    expect(answered.slice(0, 7)).toEqual(seqs)
    expect(answered).toEqual(answered.toSorted((a: number, b: number) => a - b))
    const texts = await Promise.all(answered.map((seq: number) => harness.tape.message('SIGNALS', seq)))
    expect(texts.map((message) => message?.text())).toEqual(lines)
  })
  it('in another SIGNALS starts anew', async () => {
    await send('moved', '{"signal_id":"moved"}')
    await forgetAnswer('moved')
    await sql`update ops.idempotency_keys set signals_epoch = 'before', seen_seq = 999999 where key = 'moved'`.execute(
      harness.store.db,
    )
    const before = await stored()
    expect((await send('moved', '{"signal_id":"moved"}')).replayed).toBe('true')
    expect(await stored()).toBe(before)
  })
})

describe('many keys at once', () => {
  it('for one bot are all stored, each once', async () => {
    const before = await stored()
    const ids = Array.from({ length: 60 }, (_, i) => `many${i}`)
    const replies = await Promise.all(
      ids.map((id, i) =>
        send(id, JSON.stringify({ signal_id: id }), { bot: 'busy', url: i % 2 === 0 ? harness.url : other.url }),
      ),
    )
    const open = replies.filter(({ status }) => status !== 202)
    // A machine that is busy may not manage all of them within their second; those are sent again, as they are told.
    for (const { body } of open) expect(body.code).toMatch(/^(?:busy|dependency-unavailable|outcome-unknown)$/)
    for (const id of ids) expect((await send(id, JSON.stringify({ signal_id: id }), { bot: 'busy' })).status).toBe(202)
    expect(await stored()).toBe(before + ids.length)
  })
})

describe('a batch with a key', () => {
  it('is one thing: its results are kept, good and bad', async () => {
    const text = '{"signal_id":"b1"}\nnothing\n{"signal_id":"b2"}'
    const first = await send('batch', text, { type: NDJSON })
    expect([first.status, first.body.data.stored]).toEqual([207, 2])
    const before = await stored()
    const again = await send('batch', text, { type: NDJSON })
    expect([again.status, again.replayed, again.answer]).toEqual([207, 'true', first.answer])
    expect(await stored()).toBe(before)
  })
  it('of nothing but faults publishes nothing', async () => {
    const before = await stored()
    const { status, body } = await send('faults', '{}\n[]', { type: NDJSON })
    expect([status, body.data.stored]).toEqual([207, 0])
    expect(await stored()).toBe(before)
  })
})

it('keys are forgotten after a day and an hour, and no sooner', async () => {
  const { db } = harness.store
  const count = async () =>
    (await sql<{ n: number }>`select count(*) as n from ops.idempotency_keys`.execute(db)).rows[0]?.n
  await sql`update ops.idempotency_keys set created_at = now() - interval '24 hours 59 minutes' where key = 'k1'`.execute(
    db,
  )
  expect(await forgetOldKeys(db)).toBe(0)
  await sql`update ops.idempotency_keys set created_at = now() - interval '25 hours 1 minute' where key = 'k1'`.execute(
    db,
  )
  const before = await count()
  expect(await forgetOldKeys(db)).toBe(1)
  expect(await count()).toBe((before ?? 0) - 1)
})
