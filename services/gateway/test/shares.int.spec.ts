import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

const NOON = '2024-06-01T12:00:00.000Z'
const operator = { operator: true }

let harness: Harness
let now = NOON
beforeAll(async () => {
  harness = await startHarness({ now: () => now, notify: { allowPrivate: false, publicUrl: 'https://tape.example/' } })
  await harness.register({ bot_id: 'open', name: 'Open' })
  await harness.register({ bot_id: 'hush', public: false })
  await harness.trade({ bot_id: 'open', signal_id: 's1' }, '111')
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
    for (const token of ['nope', 'A'.repeat(22), '%00', 'é'.repeat(22)]) {
      expect((await harness.ask(`/bot-performance/share/${token}`)).status).toBe(404)
    }
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
    `/open?${'x'.repeat(3000)}`,
  ])('leads to no other place than a public page: not to %j', async (path) => {
    const { status, body } = await share({ path })
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/path'])
  })

  it('leads to nothing private', async () => {
    for (const path of ['/?bot_id=hush', '/compare?bot_id=open,hush', '/bots/hush']) {
      expect([path, (await share({ path })).body.code]).toEqual([path, 'bot-not-found'])
    }
    expect((await share({ path: '/trades/none' })).body.code).toBe('trade-not-found')
  })

  it('is made by the operator alone', async () => {
    expect((await harness.ask('/api/v1/shares', { body: { path: '/' } })).status).toBe(401)
    expect((await harness.ask('/api/v1/shares')).status).toBe(401)
  })
})
