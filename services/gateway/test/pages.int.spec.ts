import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PAGES } from '../src/page/pages.ts'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
let trade_id: string
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'one', name: 'One <b>' })
  ;({ trade_id } = await harness.trade({ bot_id: 'one', signal_id: 's1' }, '111'))
  await harness.trade({ bot_id: 'one', signal_id: 's2' })
})
afterAll(() => harness[Symbol.asyncDispose]())

const textOf = (page: string) => page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

describe('the pages of the dashboard', () => {
  it('are those that its program knows', () => {
    const source = readFileSync(new URL('../../../packages/dashboard/src/app/pages.ts', import.meta.url), 'utf8')
    const paths = [...source.matchAll(/\bpath: '([^']+)'/g)].map(([, path = '']) =>
      path.replaceAll(/:\w+/g, ':').replace(/^\/$/, ''),
    )
    expect(PAGES.map(({ route }) => route.replaceAll(/:\w+/g, ':')).toSorted()).toEqual(paths.toSorted())
  })
  it('are there without a script, each with its title, in two languages', async () => {
    const names = { trade_id, bot_id: 'one' }
    for (const { route } of PAGES) {
      const path = `/bot-performance${route.replaceAll(/:(\w+)/g, (_, name: 'trade_id' | 'bot_id') => names[name])}`
      const en = await harness.ask(path)
      const tr = await harness.ask(path, { headers: { 'accept-language': 'de;q=0.9, tr-TR;q=0.8, en;q=0.5' } })
      expect([path, en.status, tr.status]).toEqual([path, 200, 200])
      expect([path, /<html lang="tr"/.test(tr.body), /<title>[^<]+ · Papertape<\/title>/.test(en.body)]).toEqual([
        path,
        true,
        true,
      ])
      expect([path, en.headers.get('vary')]).toEqual([path, expect.stringContaining('Accept-Language')])
      expect(textOf(en.body)).not.toMatch(/NaN|Infinity|undefined|\bnull\b/)
      expect(en.body).not.toContain('One <b>')
    }
  })
  it('show the figures of a bot, of a trade, and of a moment', async () => {
    expect(textOf((await harness.ask('/bot-performance/bots/one')).body)).toContain('only one')
    expect(textOf((await harness.ask(`/bot-performance/trades/${trade_id}`)).body)).toContain('+9.79')
    const [first] = (await harness.data('/api/v1/signals?limit=1')).signals
    const past = await harness.ask(`/bot-performance/performance?as_of=${first.ledger_seq}`)
    expect(textOf(past.body)).toContain(`As it stood then`)
    expect((await harness.ask('/bot-performance?as_of=999999999')).status).toBe(400)
    const { accepted_seq } = await harness.data(`/api/v1/trades/${trade_id}`)
    const moments = [accepted_seq - 1, accepted_seq, '2001-01-01T00:00:00Z']
    const answers = moments.map((at) => harness.ask(`/bot-performance/trades/${trade_id}?as_of=${at}`))
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 200, 404])
    expect((await harness.ask('/bot-performance/trades/none')).status).toBe(404)
  })
  it('leave what they do not understand to the program, and say so', async () => {
    const { status, body } = await harness.ask('/bot-performance/history?symbol=BTCUSDT&mode=nonsense&__proto__=1')
    expect([status, body.includes('asks for more than this plain page')]).toEqual([200, true])
    expect((await harness.ask('/bot-performance?lang=tr&tz=UTC')).body).not.toContain('fazlasını istiyor')
  })
  it('answer a wrong address with a document that leads on', async () => {
    const { status, body, headers } = await harness.ask('/bot-performance/nowhere/at/all')
    expect([status, headers.get('cache-control')]).toEqual([404, 'no-store'])
    expect(body).toContain('There is no page under this address.')
    expect(body).toContain('href="/bot-performance/history"')
  })
  it('still come while PostgreSQL is away, so that the program can say when it is back', async () => {
    await harness.servers.postgres.kill()
    await expect.poll(async () => (await harness.ask('/bot-performance/open')).status, { timeout: 20_000 }).toBe(503)
    const { body } = await harness.ask('/bot-performance/open')
    expect(body).toContain('The figures cannot be read at the moment.')
    await harness.servers.postgres.restart()
    await expect.poll(async () => (await harness.ask('/bot-performance/open')).status, { timeout: 20_000 }).toBe(200)
  })
})
