import { readdirSync, readFileSync } from 'node:fs'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parameterFault } from '../src/shares/link-parameters.ts'
import { type Harness, startHarness } from './harness.ts'

const NOON = '2024-06-01T12:00:00.000Z'
const operator = { operator: true }

let harness: Harness
let now = NOON
let trade_id: string
let accepted_seq: number
/** Of a bot whose record lies years back, by a clock of its own. */
let replayed: { trade_id: string; accepted_seq: number; accepted_at: string }
beforeAll(async () => {
  harness = await startHarness({ now: () => now, notify: { allowPrivate: false, publicUrl: 'https://tape.example/' } })
  await harness.register({ bot_id: 'open', name: 'Open' })
  await harness.register({ bot_id: 'hush', public: false })
  ;({ trade_id } = await harness.trade({ bot_id: 'open', signal_id: 's1' }, '111'))
  ;({ accepted_seq } = await harness.data(`/api/v1/trades/${trade_id}`))
  await harness.record(botRegisteredOf(aRegistration({ bot_id: 'swing', mode: 'replay' })))
  const run = { bot_id: 'swing', mode: 'replay', run: 'r1' } as const
  await harness.trade({ ...run, signal_id: 'r1', accepted_at: '2022-03-01T00:00:00.000Z' }, '111')
  const later = await harness.trade({ ...run, signal_id: 'r2', accepted_at: '2022-03-09T00:00:00.000Z' }, '94')
  replayed = await harness.data(`/api/v1/trades/${later.trade_id}`)
})
afterAll(() => harness[Symbol.asyncDispose]())

const share = (body: object) => harness.ask('/api/v1/shares', { ...operator, body })
const shared = async (body: object) => {
  const { status, body: answer } = await share(body)
  expect([status, answer.detail]).toEqual([201, undefined])
  return answer.data
}
const pathOf = (url: string) => new URL(url).pathname
const figuresOf = (page: string) => /<section data-key="figures".*?<\/section>/s.exec(page)?.[0] ?? ''

describe('a shared link', () => {
  it('leads to its page with its filters, for everybody, told to no search engine', async () => {
    const { url, token, as_of_seq, path } = await shared({
      path: '/bot-performance/performance?bot_id=open',
      title: 'Look at <this>',
    })
    expect(url).toBe(`https://tape.example/bot-performance/share/${token}`)
    expect([as_of_seq, path]).toEqual([null, '/performance?bot_id=open'])
    expect(token).toMatch(/^[\w-]{22}$/)
    const { status, body, headers } = await harness.ask(pathOf(url))
    expect(status).toBe(200)
    expect(body).toContain('data-place="/bot-performance/performance?bot_id=open"')
    expect(body).not.toContain('data-as-of')
    expect(body).toContain('<meta property="og:title" content="Look at &lt;this&gt;">')
    expect(body).toMatch(/<meta property="og:description" content="[^"]*10,00[^"]*">/)
    expect(body).toContain('<meta name="robots" content="noindex">')
    expect(headers.get('x-robots-tag')).toBe('noindex')
  })

  it('stands still where it was frozen, while others go on', async () => {
    const frozen = await shared({ path: '/', frozen: true })
    const live = await shared({ path: '/' })
    const pages = async () => [
      figuresOf((await harness.ask(pathOf(frozen.url))).body),
      figuresOf((await harness.ask(pathOf(live.url))).body),
    ]
    const before = await pages()
    expect(before[0]).toContain('+9.79')
    await harness.trade({ bot_id: 'open', signal_id: 's2' }, '94')
    // What one reading showed to all who asked with it is over.
    await expect.poll(async () => (await pages())[1]).not.toBe(before[1])
    expect((await pages())[0]).toBe(before[0])
    const { body } = await harness.ask(pathOf(frozen.url))
    expect(body).toContain(`data-as-of="${frozen.as_of_seq}"`)
    expect(body).toContain('As it stood then')
    const later = await shared({ path: `/?as_of=${frozen.as_of_seq}`, frozen: true })
    expect([later.as_of_seq, later.path]).toEqual([frozen.as_of_seq, '/'])
  })

  it('is told once, and kept as a hash', async () => {
    const { share_id, token } = await shared({ path: '/alarms' })
    const { body } = await harness.ask('/api/v1/shares', operator)
    expect(body.data[0]).toMatchObject({ share_id, path: '/alarms', revoked_at: null })
    expect(JSON.stringify(body)).not.toContain(token)
    const rows = await harness.store.db.withSchema('ops').selectFrom('shares').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('ends when it is revoked or its time has come, and says so', async () => {
    const revoked = await shared({ path: '/open' })
    const ending = await shared({ path: '/open', expires_at: '2999-01-01T00:00:00Z' })
    for (const { url } of [revoked, ending]) expect((await harness.ask(pathOf(url))).status).toBe(200)
    for (let i = 0; i < 2; i += 1) {
      const ended = await harness.data(`/api/v1/shares/${revoked.share_id}`, { ...operator, method: 'DELETE' })
      expect(ended.revoked_at).not.toBeNull()
    }
    now = '2999-01-01T00:00:00.000Z'
    for (const { url } of [revoked, ending]) {
      const { status, body, headers } = await harness.ask(pathOf(url))
      expect([status, headers.get('cache-control')]).toEqual([410, 'no-store'])
      expect(body).toContain('This link has expired or was withdrawn.')
      expect(body).not.toContain('data-place')
    }
    now = NOON
    for (const token of ['nope', 'A'.repeat(22), '%00', '%ff', '%', '%zz%20', 'é'.repeat(22)]) {
      const { status, body, headers } = await harness.ask(`/bot-performance/share/${token}`)
      expect([token, status, headers.get('content-type')]).toEqual([token, 404, 'text/html; charset=utf-8'])
      expect(body).toContain('<!doctype html>')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
    // Below the API a broken address is a fault of its caller, who is a program.
    expect((await harness.ask('/api/v1/shares/%ff', operator)).body.code).toBe('malformed-request')
  })

  it.each([
    '',
    'open',
    '//elsewhere.example/open',
    '/\\elsewhere.example',
    'https://elsewhere.example/open',
    '/operator',
    '/share/abc',
    '/nowhere',
    '/bots/a/b',
    '/bots/%zz',
    `/open?find=${'x'.repeat(3000)}`,
    '/bots/..',
    '/bots/%2e%2e',
    '/bots/x/../open',
    '/./open',
    '/%6fpen',
    '/bots//',
    '/bots/a%0ab',
    '/trades/a%2Fb',
    '/op\ten',
    '/open\n',
    '/open ',
    ' /open',
    '/open\u202e',
    '/open#positions',
  ])('leads to no other place than a public page: not to %j', async (path) => {
    const { status, body } = await share({ path })
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/path'])
  })

  it.each([
    ['/open?token=abc', 'token'],
    ['/open?__proto__=1', '__proto__'],
    ['/open?nonsense', 'nonsense'],
    ['/?mode=live&mode=demo', 'mode'],
    ['/?as_of=1&as_of=2', 'as_of'],
    ['/?mode=zzz', 'mode'],
    ['/?mode=', 'mode'],
    ['/?bot_id=a,b', 'bot_id'],
    ['/compare?ids=open,%20', 'ids'],
    ['/?range=1y', 'range'],
    ['/?from=yesterday', 'from'],
    ['/?min_confidence=2', 'min_confidence'],
    ['/?direction=UP', 'direction'],
    ['/?lang=xx', 'lang'],
    ['/?tz=Mars%2FOlympus', 'tz'],
    ['/open?find=a%00', 'find'],
    ['/open?find=%E2%80%AEa', 'find'],
    ['/open?find=%zz', 'percent-encoding'],
    ['/?as_of=', 'as_of'],
    ['/?as_of=junk', 'as_of'],
    ['/?as_of=1.5', 'as_of'],
    ['/?as_of=-1', 'as_of'],
    ['/?as_of=2024-01-01', 'as_of'],
  ])('has no parameter that the dashboard does not understand: %s', async (path, named) => {
    for (const frozen of [true, false]) {
      const { status, body } = await share({ path, frozen })
      expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/path'])
      expect(body.detail).toContain(named)
    }
  })

  it.each(['/bots/swing?mode=live', '/?bot_id=swing&mode=live', '/compare?ids=swing&mode=demo'])(
    'names no bot under a mode that is not its own: %s',
    async (path) => {
      for (const frozen of [true, false]) {
        const { status, body } = await share({ path, frozen })
        expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/path'])
        expect(body.detail).toContain('the bot is of mode replay')
      }
    },
  )

  it('takes every parameter that the dashboard sets', async () => {
    const folder = new URL('../../../packages/dashboard/src/', import.meta.url)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const sources = files
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('pages/operator/'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
      .join('\n')
    const read = [...sources.matchAll(/\b(?:parameter|chosen|list)\('(\w+)'/g)].map(([, name = '']) => name)
    expect(read).toEqual(expect.arrayContaining(['bot_id', 'symbol', 'scale', 'find']))
    for (const name of new Set(read))
      expect([name, parameterFault(name, '~')]).not.toEqual([name, expect.stringContaining('no parameter')])
    const { path } = await shared({
      path: '/history/?mode=live&symbol=BTCUSDT,ETHUSDT&status=CLOSED_TP&trades_sort=-realized_pnl&by_symbol_cols=a,b&trades_rows=25&from=2024-01-01&min_confidence=0.5&find=a+b&tz=Europe/Istanbul',
    })
    expect(path).toMatch(/^\/history\?mode=live&symbol=BTCUSDT%2CETHUSDT&.*&find=a\+b&tz=Europe%2FIstanbul$/)
  })

  it('has a title that reads as it is written', async () => {
    for (const title of ['a\nb', 'a\u0000', 'a\u202eb', '\u2067a', '\u200fa', 'a\u2028']) {
      const { status, body } = await share({ path: '/', title })
      expect([title, status, body.errors?.[0]?.pointer]).toEqual([title, 400, '/title'])
    }
    expect((await shared({ path: '/', title: 'Kârlı 👩‍💻' })).title).toBe('Kârlı 👩‍💻')
  })

  it('stands still at the moment that its path asks for', async () => {
    const moment = '2022-03-05T00:00:00Z'
    const past = await harness.data(`/api/kpi/current?bot_id=swing&as_of=${moment}`)
    const newest = await harness.data('/api/kpi/current?bot_id=swing')
    expect(past.ledger_seq).toBeLessThan(newest.ledger_seq)
    for (const path of [`/bots/swing?as_of=${moment}`, `/?mode=replay&as_of=2022-03-05T03%3A00%3A00%2B03:00`]) {
      const link = await shared({ path, frozen: true })
      expect([link.as_of_seq, link.path.includes('as_of')]).toEqual([past.ledger_seq, false])
      const { status, body } = await harness.ask(pathOf(link.url))
      expect([status, body.includes(`data-as-of="${past.ledger_seq}"`)]).toEqual([200, true])
      expect(figuresOf(body)).toContain('+9.79')
      expect(figuresOf(body)).toBe(figuresOf((await harness.ask(`/bot-performance${path}`)).body))
    }
    const live = await shared({ path: `/bots/swing?as_of=${moment}` })
    expect([live.as_of_seq, live.path]).toEqual([null, '/bots/swing?as_of=2022-03-05T00%3A00%3A00Z'])
    expect(figuresOf((await harness.ask(pathOf(live.url))).body)).toContain('+9.79')
  })

  it('is not made to what can never be shown', async () => {
    const asks: [string, boolean][] = [
      ['/?as_of=999999999', true],
      ['/?as_of=999999999', false],
      ['/?as_of=2999-01-01T00:00:00Z', true],
      ['/bots/open?as_of=0', true],
      ['/bots/open?as_of=0', false],
      ['/bots/open?as_of=2001-01-01T00:00:00Z', true],
      ['/compare?ids=open&as_of=0', true],
      [`/trades/${trade_id}?as_of=${accepted_seq - 1}`, true],
      [`/trades/${trade_id}?as_of=${accepted_seq - 1}`, false],
      [`/trades/${trade_id}?as_of=2001-01-01T00:00:00Z`, true],
      [`/trades/${replayed.trade_id}?as_of=2022-03-05T00:00:00Z`, true],
      [`/trades/${replayed.trade_id}?as_of=${replayed.accepted_seq - 1}`, true],
      [`/open?position=${trade_id}&as_of=${accepted_seq - 1}`, true],
    ]
    const before = (await harness.data('/api/v1/shares', operator)).length
    for (const [path, frozen] of asks) {
      const { status, body } = await share({ path, frozen })
      expect([path, frozen, status, body.errors?.[0]?.pointer]).toEqual([path, frozen, 400, '/path'])
    }
    expect((await harness.data('/api/v1/shares', operator)).length).toBe(before)
    const link = await shared({ path: `/trades/${trade_id}?as_of=${accepted_seq}`, frozen: true })
    expect([link.as_of_seq, (await harness.ask(pathOf(link.url))).status]).toEqual([accepted_seq, 200])
  })

  it('leads to nothing private', async () => {
    for (const path of ['/?bot_id=hush', '/compare?ids=open,hush', '/bots/hush']) {
      expect([path, (await share({ path })).body.code]).toEqual([path, 'bot-not-found'])
    }
    expect((await share({ path: '/trades/none' })).body.code).toBe('trade-not-found')
  })

  it('is made by the operator alone', async () => {
    expect((await harness.ask('/api/v1/shares', { body: { path: '/' } })).status).toBe(401)
    expect((await harness.ask('/api/v1/shares')).status).toBe(401)
  })
})
