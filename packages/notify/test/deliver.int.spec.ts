import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Channel, type ChannelKind, channelOf } from '../src/channel.ts'
import { checkedLookup, PrivateAddress } from '../src/delivery/checked-lookup.ts'
import { deliver } from '../src/delivery/deliver.ts'
import { signatureHeaders } from '../src/formats/signature.ts'
import { notificationIdOf } from '../src/notice.ts'
import {
  aNotice,
  type HttpReceiver,
  type Respond,
  type SmtpReceiver,
  startHttpReceiver,
  startSmtpReceiver,
} from '../src/testing.ts'

const pem = (name: string) => readFileSync(new URL(`./fixtures/${name}.pem`, import.meta.url), 'utf8')
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const id = notificationIdOf('e1', 'c1')

let receiver: HttpReceiver
beforeEach(async () => {
  receiver = await startHttpReceiver()
})
afterEach(() => receiver[Symbol.asyncDispose]())

const channels: { [Kind in ChannelKind]?: (url: string) => unknown } = {
  webhook: (url) => ({ url: `${url}/hook`, secrets: [secret] }),
  slack: (url) => ({ url: `${url}/services/T0/B0/slacksecret` }),
  discord: (url) => ({ url: `${url}/api/webhooks/1/discordsecret` }),
  telegram: (url) => ({ token: '123456:telegramsecret', chat_id: '-100', api_url: url }),
  alertmanager: (url) => ({ url: `${url}/alerts`, bearer_token: 'alertsecret' }),
}
const to = (kind: ChannelKind, url = receiver.url): Channel =>
  channelOf({ kind, name: 'ops', config: channels[kind]?.(url) })
const send = (channel: Channel, options: Partial<Parameters<typeof deliver>[2]> = {}) =>
  deliver(channel, aNotice(), { notificationId: id, allowPrivate: true, ...options })
const answering = (respond: Respond) => receiver.respond(respond)

describe('an attempt over HTTP', () => {
  it.each(Object.keys(channels) as ChannelKind[])('%s: arrives whole, once, as JSON', async (kind) => {
    expect(await send(to(kind))).toEqual({ outcome: 'delivered', status_code: 200, error: null, retry_after_ms: null })
    const [request] = receiver.received
    expect(receiver.received).toHaveLength(1)
    expect(request?.headers['content-type']).toBe('application/json')
    expect(JSON.stringify(JSON.parse(request?.body ?? ''))).toMatch(/EMERGENCY|emergency/)
  })
  it('goes where each service expects it', async () => {
    for (const kind of ['discord', 'telegram', 'alertmanager'] as const) await send(to(kind))
    expect(receiver.received.map(({ path }) => path)).toEqual([
      '/api/webhooks/1/discordsecret?wait=true',
      '/bot123456:telegramsecret/sendMessage',
      '/alerts',
    ])
    expect(receiver.received[2]?.headers).toMatchObject({ authorization: 'Bearer alertsecret', 'webhook-id': id })
  })
  it('is signed over id, time and the very body', async () => {
    await send(to('webhook'))
    const [request] = receiver.received
    const seconds = Number(request?.headers['webhook-timestamp'])
    expect(Math.abs(Date.now() / 1000 - seconds)).toBeLessThan(10)
    expect(request?.headers).toMatchObject(signatureHeaders([secret], { id, seconds, body: request?.body ?? '' }))
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ type: 'alarm.raised', data: { notification_id: id } })
  })
  it.each<[number, string]>([
    [201, 'delivered'],
    [204, 'delivered'],
    [301, 'failed'],
    [400, 'failed'],
    [404, 'failed'],
    [410, 'gone'],
    [429, 'retry'],
    [500, 'retry'],
    [502, 'retry'],
  ])('answered by %i is %s', async (status, outcome) => {
    answering((_request, response) => void response.writeHead(status).end())
    expect(await send(to('webhook'))).toMatchObject({ outcome, status_code: status })
  })
  it('follows no redirect', async () => {
    await using elsewhere = await startHttpReceiver()
    answering((_request, response) => void response.writeHead(307, { location: `${elsewhere.url}/` }).end())
    expect(await send(to('webhook'))).toMatchObject({ outcome: 'failed', status_code: 307 })
    expect(elsewhere.received).toEqual([])
  })
  it('hears how long to wait, from a header or from what chat services write', async () => {
    answering((_request, response) => void response.writeHead(429, { 'retry-after': '7' }).end())
    expect(await send(to('webhook'))).toMatchObject({ retry_after_ms: 7000 })
    const inTenSeconds = () => new Date(Date.now() + 10_000).toUTCString()
    answering((_request, response) => void response.writeHead(503, { 'retry-after': inTenSeconds() }).end())
    expect((await send(to('webhook'))).retry_after_ms).toBeGreaterThan(7000)
    answering((_request, response) => void response.writeHead(429).end('{"message":"slow","retry_after":1.25}'))
    expect(await send(to('discord'))).toMatchObject({ retry_after_ms: 1250, error: 'the receiver answered 429: slow' })
    const telegram = '{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":5}}'
    answering((_request, response) => void response.writeHead(429).end(telegram))
    expect(await send(to('telegram'))).toMatchObject({ retry_after_ms: 5000 })
  })
  it('is given up after the time limit, however slowly somebody answers', async () => {
    answering(() => {})
    const began = performance.now()
    expect(await send(to('webhook'), { timeoutMs: 300 })).toMatchObject({
      outcome: 'retry',
      error: 'no answer within the time limit',
    })
    expect(performance.now() - began).toBeLessThan(3000)
  })
  it('counts by its status, whatever becomes of the body', async () => {
    answering((_request, response) => {
      response.writeHead(200)
      response.write('o') // and never the rest
    })
    const began = performance.now()
    expect(await send(to('webhook'))).toMatchObject({ outcome: 'delivered' })
    expect(performance.now() - began).toBeLessThan(6000)
    answering(async (_request, response) => {
      response.writeHead(500)
      const chunk = Buffer.alloc(1024 * 1024, 'x')
      let written = 0
      response.on('close', () => expect(written).toBeLessThan(300))
      while (!response.destroyed && written < 2000) {
        written += 1
        if (!response.write(chunk)) await new Promise((next) => response.once('drain', next).once('close', next))
      }
    })
    expect(await send(to('discord'))).toMatchObject({ outcome: 'retry', status_code: 500 })
    answering((_request, response) => {
      response.writeHead(200, { 'content-length': '10' })
      response.write('o', () => response.destroy())
    })
    expect(await send(to('webhook'))).toMatchObject({ outcome: 'delivered' })
  })
  it('survives what is no HTTP at all, and nobody there', async () => {
    const server = createServer((socket) =>
      socket
        .resume()
        .end('220 smtp here\r\n')
        .on('error', () => {}),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    expect(await send(to('webhook', `http://127.0.0.1:${port}`))).toMatchObject({ outcome: 'retry', status_code: null })
    await new Promise((resolve) => server.close(resolve))
    expect(await send(to('webhook', `http://127.0.0.1:${port}`))).toMatchObject({
      outcome: 'retry',
      error: 'the receiver was not reached: ECONNREFUSED',
    })
  })
  it('ends when it is asked to', async () => {
    answering(() => {})
    const stop = new AbortController()
    const attempt = send(to('webhook'), { signal: stop.signal })
    await expect.poll(() => receiver.received.length).toBe(1)
    stop.abort(new Error('stopping'))
    await expect(attempt).rejects.toThrow('stopping')
  })
  it('says nothing secret, though the receiver quotes it', async () => {
    for (const kind of ['slack', 'discord', 'telegram', 'webhook', 'alertmanager'] as const) {
      answering((request, response) => {
        // Long enough that shortening it must not cut a secret in two before it is found.
        const said = `${'x'.repeat(262)}${request.path} ${request.path} ${request.headers.authorization ?? ''} ${String(request.headers['webhook-signature'])}`
        response.writeHead(404).end(JSON.stringify({ message: said, description: said }))
      })
      const { error } = await send(to(kind))
      expect(error).toMatch(/^the receiver answered 404/)
      expect(error).not.toMatch(/secret|BwcH/)
    }
  })
})

describe('a private address', () => {
  const closed = { allowPrivate: false }
  const refused = { outcome: 'failed', status_code: null, error: 'the host is, or resolves to, a private address' }
  it.each(['http://127.0.0.1', 'http://[::1]', 'http://0x7f000001', 'http://localhost'])(
    '%s is not connected to',
    async (host) => {
      const { port } = new URL(receiver.url)
      expect(await send(to('webhook', `${host}:${port}`), closed)).toMatchObject(refused)
      expect(receiver.received).toEqual([])
    },
  )
  it('behind a public name is not connected to, also as one among several, nor as IPv4 in IPv6', async () => {
    const { port } = new URL(receiver.url)
    for (const addresses of [['127.0.0.1'], ['93.184.215.14', '10.0.0.1'], ['::ffff:127.0.0.1'], ['fd00::1'], []]) {
      const resolve: Parameters<typeof deliver>[2]['resolve'] = (_host, _options, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        )
      expect(await send(to('webhook', `http://rebound.example.com:${port}`), { ...closed, resolve })).toMatchObject(
        refused,
      )
    }
    expect(receiver.received).toEqual([])
  })
  it('is looked for once: what was checked is what the socket is given', () => {
    let asked = 0
    const resolve: Parameters<typeof deliver>[2]['resolve'] = (_host, _options, done) => {
      asked += 1
      // A second question would be answered by this machine.
      done(null, [{ address: asked === 1 ? '93.184.215.14' : '127.0.0.1', family: 4 }])
    }
    const given: unknown[] = []
    const hear = (error: unknown, ...address: unknown[]) => given.push(error ?? address)
    checkedLookup(resolve)('rebound.example.com', { all: true }, hear)
    checkedLookup(resolve)('rebound.example.com', { all: true }, hear)
    expect(given).toEqual([[[{ address: '93.184.215.14', family: 4 }]], expect.any(PrivateAddress)])
    expect(asked).toBe(2)
  })
  it('is refused to mail as well', async () => {
    await using smtp = await startSmtpReceiver()
    for (const host of ['127.0.0.1', 'localhost']) {
      const config = { host, port: smtp.port, security: 'none', from: 'a@example.com', to: 'b@example.com' }
      expect(await send(channelOf({ kind: 'email', name: 'm', config }), closed)).toMatchObject(refused)
    }
    expect(smtp.said).toEqual([])
  })
})

describe('a mail', () => {
  const email = (smtp: SmtpReceiver, given: Record<string, unknown> = {}) =>
    channelOf({
      kind: 'email',
      name: 'm',
      config: {
        host: 'localhost',
        port: smtp.port,
        security: 'none',
        from: 'tape@example.com',
        to: 'ops@example.org',
        ...given,
      },
    })
  it('arrives with both bodies, an id of its own and that of its alarm', async () => {
    await using smtp = await startSmtpReceiver()
    expect(await send(email(smtp))).toMatchObject({ outcome: 'delivered', status_code: 250, error: null })
    const [mail = ''] = smtp.mails
    expect(mail).toContain('Subject: EMERGENCY: MAX_DRAWDOWN_EXCEEDED, bot Alpha (alpha)')
    expect(mail).toContain(`Message-ID: <${id}@example.com>`)
    expect(mail).toContain('References: <a1@example.com>')
    expect(mail).toMatch(/text\/plain/)
    expect(mail).toMatch(/text\/html/)
    expect(smtp.said).toContain('RCPT TO:<ops@example.org>')
  })
  it('keeps a hostile name out of its headers', async () => {
    await using smtp = await startSmtpReceiver()
    const notice = aNotice({ bot_name: 'x\r\nBcc: victim@example.com\r\n\r\nhello', alarm_id: 'a\r\nX-Evil: 1' })
    await deliver(email(smtp), notice, { notificationId: id, allowPrivate: true })
    const [headers = ''] = (smtp.mails[0] ?? '').split('\r\n\r\n')
    expect(headers).not.toMatch(/^(?:Bcc|X-Evil):/im)
    expect(smtp.said.filter((line) => line.startsWith('RCPT'))).toEqual(['RCPT TO:<ops@example.org>'])
  })
  it.each<[string, string, string, number]>([
    ['RCPT', '550 no such user', 'failed', 550],
    ['RCPT', '450 greylisted', 'retry', 450],
    ['MAIL', '421 later', 'retry', 421],
    ['.', '554 spam', 'failed', 554],
    ['.', '452 full', 'retry', 452],
    ['CONNECT', '554 go away', 'failed', 554],
  ])('refused at %s by %s: %s', async (command, reply, outcome, status_code) => {
    await using smtp = await startSmtpReceiver()
    smtp.reply(command, reply)
    expect(await send(email(smtp))).toMatchObject({ outcome, status_code })
    expect(smtp.mails).toEqual([])
  })
  it('is given up after the time limit', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const channel = channelOf({
      kind: 'email',
      name: 'm',
      config: { host: '127.0.0.1', port, security: 'none', from: 'a@example.com', to: 'b@example.com' },
    })
    expect(await send(channel, { timeoutMs: 300 })).toMatchObject({
      outcome: 'retry',
      error: 'no answer within the time limit',
    })
    silent.close()
  })

  describe('over TLS', () => {
    const tls = { key: pem('localhost-key'), cert: pem('localhost-cert') }
    const trusted = getCACertificates('default')
    beforeAll(() => setDefaultCACertificates([...trusted, tls.cert]))
    afterAll(() => setDefaultCACertificates(trusted))
    const given = { security: 'starttls', username: 'tape', password: 'mailsecret' }

    it('logs in behind STARTTLS', async () => {
      await using smtp = await startSmtpReceiver({ tls })
      expect(await send(email(smtp, given))).toMatchObject({ outcome: 'delivered' })
      const auth = smtp.said.find((line) => line.startsWith('AUTH PLAIN')) ?? ''
      expect(Buffer.from(auth.slice(11), 'base64').toString()).toBe('\0tape\0mailsecret')
      expect(smtp.said.indexOf('STARTTLS')).toBeLessThan(smtp.said.indexOf(auth))
    })
    it('says nothing secret when the login is refused', async () => {
      await using smtp = await startSmtpReceiver({ tls })
      smtp.reply('AUTH', '535 mailsecret is wrong')
      expect(await send(email(smtp, given))).toEqual({
        outcome: 'failed',
        status_code: 535,
        error: 'the mail server answered 535',
        retry_after_ms: null,
      })
    })
    it('sends no mail and no password where there is no STARTTLS', async () => {
      await using smtp = await startSmtpReceiver()
      expect(await send(email(smtp, given))).toMatchObject({ outcome: 'failed' })
      expect(smtp.said.join()).not.toMatch(/AUTH|MAIL/)
    })
    it('sends nothing to a server whose certificate is another’s', async () => {
      await using smtp = await startSmtpReceiver({ tls })
      expect(await send(email(smtp, { ...given, host: '127.0.0.1' }))).toMatchObject({ outcome: 'retry' })
      expect(smtp.said.join()).not.toMatch(/AUTH|MAIL/)
    })
  })
})
