import { type HttpReceiver, startHttpReceiver, startSmtpReceiver } from '@papertape/notify/testing'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

const CHANNELS = '/api/v1/notifications/channels'
const SECRET = `whsec_${Buffer.from('plantedsecretplantedsecret42').toString('base64')}`
const OTHER = `whsec_${Buffer.from('anotherplantedsecretofthesame').toString('base64')}`

let harness: Harness
let receiver: HttpReceiver
const lines: string[] = []
/** Everything that was ever answered. */
const answers: string[] = []
beforeAll(async () => {
  harness = await startHarness({
    notify: { allowPrivate: true, publicUrl: 'https://tape.example.com' },
    onLine: (line) => void lines.push(line),
  })
})
afterAll(() => harness[Symbol.asyncDispose]())
beforeEach(async () => {
  receiver = await startHttpReceiver()
})
afterEach(async () => {
  await receiver[Symbol.asyncDispose]()
  await sql`truncate ops.notification_channels, ops.notification_outbox, ops.notification_deliveries`.execute(
    harness.store.db,
  )
})

const act = async (path: string, body?: unknown, method = 'POST') => {
  const reply = await harness.ask(path, { method, body, operator: true })
  answers.push(JSON.stringify(reply.body))
  return reply
}
const read = async (path: string) => {
  const reply = await act(path, undefined, 'GET')
  expect(reply.status).toBe(200)
  return reply.body
}
const webhook = (given: Record<string, unknown> = {}) => ({
  kind: 'webhook',
  name: 'ops',
  config: { url: `${receiver.url}/plantedpath?key=plantedkey`, secrets: [SECRET] },
  ...given,
})
const add = async (body: unknown = webhook()): Promise<string> => {
  const reply = await act(CHANNELS, body)
  expect(reply.status).toBe(201)
  return reply.body.data.channel_id
}

const kinds = (): Record<string, unknown>[] => [
  webhook(),
  { kind: 'slack', name: 'slack', config: { url: `${receiver.url}/services/plantedslack` } },
  { kind: 'discord', name: 'discord', config: { url: `${receiver.url}/api/webhooks/1/planteddiscord` } },
  { kind: 'telegram', name: 'tg', config: { token: '123:plantedtelegram', chat_id: '-1', api_url: receiver.url } },
  { kind: 'alertmanager', name: 'am', config: { url: `${receiver.url}/alerts`, bearer_token: 'plantedbearertoken' } },
]

describe('a channel', () => {
  it('is added, listed, read, changed and removed', async () => {
    const reply = await act(CHANNELS, webhook({ filter: { min_level: 'CRITICAL', bots: ['a'] } }))
    const { channel_id } = reply.body.data
    expect(reply.headers.get('location')).toBe(`${CHANNELS}/${channel_id}`)
    expect(reply.body.data).toMatchObject({
      kind: 'webhook',
      name: 'ops',
      config: {
        url: { set: true, host: new URL(receiver.url).host, last4: 'dkey' },
        secrets: [{ set: true, last4: SECRET.slice(-4) }],
      },
      filter: {
        min_level: 'CRITICAL',
        bots: ['a'],
        types: null,
        modes: ['live', 'demo'],
        deescalated: true,
        cleared: true,
      },
      rate_per_minute: 20,
      enabled: true,
      disabled_reason: null,
      pending: 0,
    })
    expect((await read(CHANNELS)).data).toEqual([reply.body.data])
    expect((await read(`${CHANNELS}/${channel_id}`)).data).toEqual(reply.body.data)
    const changed = await act(`${CHANNELS}/${channel_id}`, { name: 'other', filter: { min_level: 'INFO' } }, 'PATCH')
    expect(changed.body.data).toMatchObject({ name: 'other', filter: { min_level: 'INFO', bots: ['a'] } })
    expect(changed.body.data.config).toEqual(reply.body.data.config)
    expect((await act(`${CHANNELS}/${channel_id}`, undefined, 'DELETE')).status).toBe(200)
    expect((await read(CHANNELS)).data).toEqual([])
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/test'],
    ] as const) {
      const gone = await act(`${CHANNELS}/${channel_id}${path}`, method === 'PATCH' ? {} : undefined, method)
      expect([gone.status, gone.body.code]).toEqual([404, 'channel-not-found'])
    }
  })
  it('rotates its secrets, and signs with all of them', async () => {
    const id = await add()
    await act(`${CHANNELS}/${id}`, { config: { secrets: [OTHER, SECRET] } }, 'PATCH')
    await act(`${CHANNELS}/${id}/test`)
    expect(String(receiver.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2)
    expect(receiver.received[0]?.path).toBe('/plantedpath?key=plantedkey')
  })
  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['']],
    ['a list', [], ['']],
    ['no kind', {}, ['/kind']],
    ['an unknown kind', { kind: 'pigeon' }, ['/kind']],
    ['no configuration', { kind: 'slack' }, ['/name', '/config']],
    ['two names in one', { kind: 'slack', name: 'a\nb', config: { url: 'https://example.com/x' } }, ['/name']],
    [
      'a prototype',
      JSON.parse('{"kind":"slack","name":"a","config":{"url":"https://example.com/x","__proto__":{}}}'),
      ['/config/__proto__'],
    ],
    [
      'wrong fields everywhere',
      {
        kind: 'webhook',
        name: 'x',
        config: { url: 'ftp://x', secrets: ['short'], more: 1 },
        filter: { min_level: 'LOUD', modes: ['replay'], types: [] },
        rate_per_minute: 0,
        enabled: 'yes',
        extra: true,
      },
      [
        '/config/url',
        '/config/secrets/0',
        '/config/more',
        '/filter/min_level',
        '/filter/types',
        '/filter/modes/0',
        '/rate_per_minute',
        '/enabled',
        '/extra',
      ],
    ],
  ])('of %s is refused by field', async (_what, body, pointers) => {
    const reply = await act(CHANNELS, body)
    expect([reply.status, reply.body.code]).toEqual([400, 'validation'])
    expect(reply.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual(pointers.toSorted())
    expect(JSON.stringify(reply.body)).not.toContain('decimal')
  })
  it('is not changed into one that is none', async () => {
    const id = await add()
    for (const [patch, pointer] of [
      [{ config: { url: 'nope' } }, '/config/url'],
      [{ config: { secrets: [] } }, '/config/secrets'],
      [{ rate_per_minute: 1.5 }, '/rate_per_minute'],
      [{ kind: 'slack' }, '/kind'],
      [{ enabled: null }, '/enabled'],
    ] as const) {
      const reply = await act(`${CHANNELS}/${id}`, patch, 'PATCH')
      expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([400, pointer])
    }
  })
  it('is not one of too many', async () => {
    await sql`insert into ops.notification_channels (channel_id, kind, name, config, filter, rate_per_minute, enabled)
      select 'c' || n, 'slack', 'n', '{"url":"https://example.com/x"}', '{}', 1, false from generate_series(1, 100) n`.execute(
      harness.store.db,
    )
    expect((await act(CHANNELS, webhook())).body.code).toBe('too-many-channels')
  })
})

describe('who may look or change', () => {
  it('the operator alone', async () => {
    const id = await add()
    for (const [method, path] of [
      ['GET', CHANNELS],
      ['POST', CHANNELS],
      ['GET', `${CHANNELS}/${id}`],
      ['PATCH', `${CHANNELS}/${id}`],
      ['DELETE', `${CHANNELS}/${id}`],
      ['POST', `${CHANNELS}/${id}/test`],
      ['GET', '/api/v1/notifications/deliveries'],
      ['POST', '/api/v1/notifications/x/retry'],
    ] as const) {
      const ask = method === 'GET' ? { method } : { method, body: {} }
      expect((await harness.ask(path, ask)).body.code).toBe('unauthorized')
      expect((await harness.ask(path, { ...ask, headers: { authorization: 'Bearer nope' } })).body.code).toBe(
        'forbidden',
      )
    }
    expect((await read(CHANNELS)).data).toHaveLength(1)
  })
})

describe('trying a channel', () => {
  it('sends a sample by the way of each kind, marked as a test, and answers what became of it', async () => {
    for (const body of kinds()) {
      const id = await add(body)
      expect((await act(`${CHANNELS}/${id}/test`)).body.data).toMatchObject({
        outcome: 'delivered',
        status_code: 200,
        error: null,
      })
      const { body: told } = receiver.received.at(-1) ?? { body: '' }
      expect(told.replaceAll('\\', '')).toMatch(/\[TEST\] \[DEMO\]/)
      expect(told.replaceAll('\\', '')).toContain('https://tape.example.com/bot-performance')
    }
    expect(receiver.received).toHaveLength(5)
  })
  it('sends a mail', async () => {
    await using smtp = await startSmtpReceiver()
    const config = { host: '127.0.0.1', port: smtp.port, security: 'none', from: 'a@example.com', to: 'b@example.com' }
    const id = await add({ kind: 'email', name: 'mail', config })
    expect((await act(`${CHANNELS}/${id}/test`, {})).body.data).toMatchObject({
      outcome: 'delivered',
      status_code: 250,
    })
    expect(smtp.mails[0]).toContain('Subject: [TEST] [DEMO] WARNING')
  })
  it('that fails says why, and is not tried again', async () => {
    receiver.respond((_request, response) => void response.writeHead(503).end())
    const id = await add()
    expect((await act(`${CHANNELS}/${id}/test`)).body.data).toMatchObject({ outcome: 'retry', status_code: 503 })
    const [delivery] = (await read('/api/v1/notifications/deliveries')).data
    expect(delivery).toMatchObject({ state: 'failed', test: true, attempts: [{ outcome: 'retry', status_code: 503 }] })
    expect((await act(`/api/v1/notifications/${delivery.notification_id}/retry`)).body.code).toBe(
      'notification-not-retryable',
    )
  })
})

const inLine = async (channel_id: string, seq: number, state: string) => {
  const notice = { event_id: `e${seq}`, type: 'alarm.raised', bot_id: 'a', alarm_id: `a${seq}`, ledger_seq: seq }
  await sql`insert into ops.notification_outbox (notification_id, event_id, channel_id, alarm_id, notice, created_seq, test,
    state, attempts, next_attempt_at) values (${`n${seq}`}, ${`e${seq}`}, ${channel_id}, ${`a${seq}`},
    ${JSON.stringify(notice)}, ${seq}, false, ${state}, 10, now() + interval '1 hour')`.execute(harness.store.db)
}

describe('the delivery log', () => {
  it('is listed newest first, by channel and state, page by page', async () => {
    const [one, two] = [await add(), await add()]
    for (const seq of [1, 2, 3, 4, 5]) await inLine(one, seq, seq % 2 === 0 ? 'failed' : 'pending')
    await inLine(two, 6, 'failed')
    const ids = (body: { data: { notification_id: string }[] }) => body.data.map((row) => row.notification_id)
    const log = '/api/v1/notifications/deliveries'
    expect(ids(await read(log))).toEqual(['n6', 'n5', 'n4', 'n3', 'n2', 'n1'])
    expect(ids(await read(`${log}?channel_id=${one}&state=failed`))).toEqual(['n4', 'n2'])
    const first = await read(`${log}?channel_id=${one}&limit=2`)
    expect(ids(first)).toEqual(['n5', 'n4'])
    const second = await read(`${log}?channel_id=${one}&limit=2&cursor=${first.page.next}`)
    expect(ids(second)).toEqual(['n3', 'n2'])
    expect((await read(`${log}?channel_id=${one}&limit=2&cursor=${second.page.next}`)).page.next).toBeNull()
    expect((await act(`${log}?channel_id=${two}&cursor=${first.page.next}`, undefined, 'GET')).body.code).toBe(
      'invalid-cursor',
    )
    expect((await act(`${log}?state=lost`, undefined, 'GET')).body.errors[0].pointer).toBe('/state')
    expect((await read(CHANNELS)).data.map(({ pending }: { pending: number }) => pending)).toEqual([3, 0])
  })
  it('lets what failed be sent again, and nothing that arrived', async () => {
    const id = await add()
    await inLine(id, 1, 'failed')
    await inLine(id, 2, 'delivered')
    await inLine(id, 3, 'sending')
    await inLine('removed', 4, 'failed')
    const retry = async (name: string) => {
      const { status, body } = await act(`/api/v1/notifications/${name}/retry`)
      return status === 200 ? body.data.state : body.code
    }
    expect(await retry('n1')).toBe('pending')
    expect(await retry('n2')).toBe('notification-not-retryable')
    expect(await retry('n3')).toBe('notification-not-retryable')
    expect(await retry('n4')).toBe('channel-not-found')
    expect(await retry('nope')).toBe('notification-not-found')
    const { rows } = await sql`select state, attempts, next_attempt_at <= now() as due from ops.notification_outbox
      where notification_id = 'n1'`.execute(harness.store.db)
    expect(rows).toEqual([{ state: 'pending', attempts: 0, due: true }])
    await act(`${CHANNELS}/${id}`, { enabled: false }, 'PATCH')
    expect(await retry('n1')).toBe('notification-not-retryable')
  })
  it('shows what a channel was not told because it was switched off or removed', async () => {
    const [one, two] = [await add(), await add()]
    await inLine(one, 1, 'pending')
    await inLine(two, 2, 'pending')
    const off = await act(`${CHANNELS}/${one}`, { enabled: false }, 'PATCH')
    expect(off.body.data).toMatchObject({ enabled: false, disabled_reason: 'by an operator' })
    await act(`${CHANNELS}/${two}`, undefined, 'DELETE')
    const states = (await read('/api/v1/notifications/deliveries')).data.map(({ state }: { state: string }) => state)
    expect(states).toEqual(['dropped', 'dropped'])
    const on = await act(`${CHANNELS}/${one}`, { enabled: true }, 'PATCH')
    expect(on.body.data).toMatchObject({ enabled: true, disabled_reason: null })
  })
})

describe('a private address', () => {
  it('is refused by field, and again where a name leads to one', async () => {
    const { notify } = harness.gateway
    const closed = { ...notify, allowPrivate: false }
    await using strict = await startHarness({ notify: closed })
    const post = (body: unknown) => strict.ask(CHANNELS, { body, operator: true })
    const refused = await post(webhook())
    expect(refused.body.errors).toMatchObject([
      { pointer: '/config/url', message: expect.stringMatching(/private address/) },
    ])
    const { port } = new URL(receiver.url)
    const added = await post(webhook({ config: { url: 'https://example.com/', secrets: [SECRET] } }))
    const { channel_id } = added.body.data
    // As if it had been allowed when it was added.
    await sql`update ops.notification_channels set config = ${JSON.stringify({ url: `http://localhost:${port}/`, secrets: [SECRET] })}`.execute(
      strict.store.db,
    )
    const { body } = await strict.ask(`${CHANNELS}/${channel_id}/test`, { method: 'POST', operator: true })
    expect(body.data).toMatchObject({ outcome: 'failed', error: 'the host is, or resolves to, a private address' })
    expect(receiver.received).toEqual([])
  })
})

describe('planted secrets', () => {
  it('are in no answer, no log line and not in the ledger', async () => {
    receiver.respond(({ path, headers }, response) => {
      const quoted = `${path} ${headers.authorization ?? ''} ${headers['webhook-id'] === undefined ? '' : SECRET}`
      response.writeHead(400).end(JSON.stringify({ message: quoted, description: quoted }))
    })
    await harness.register({ bot_id: 'witness' })
    for (const body of kinds()) {
      const id = await add(body)
      await act(`${CHANNELS}/${id}/test`)
      await act(`${CHANNELS}/${id}`, { name: 'renamed' }, 'PATCH')
      await act(`${CHANNELS}/${id}`, { config: { url: 'plantedwrongurl', token: 'plantedwrong token' } }, 'PATCH')
    }
    await act(CHANNELS, {
      kind: 'webhook',
      name: 'x',
      config: { url: `http://${'planted'.repeat(3)}:1`, secrets: ['whsec_planted'] },
    })
    await read(CHANNELS)
    await read('/api/v1/notifications/deliveries')
    const ledger: string[] = []
    const { lastSeq } = await harness.tape.streamState('LEDGER')
    for (let seq = 1; seq <= lastSeq; seq += 1) ledger.push((await harness.tape.message('LEDGER', seq))?.text() ?? '')
    for (const all of [answers.join('\n'), lines.join('\n'), ledger.join('\n')]) {
      expect(all).not.toMatch(/planted/)
      for (const secret of [SECRET, OTHER]) expect(all).not.toContain(secret.slice(6, 20))
    }
    expect(answers.length).toBeGreaterThan(50)
    expect(lines.join()).toMatch(/notification channel tried/)
    expect(ledger.join()).toContain('witness')
  })
})
