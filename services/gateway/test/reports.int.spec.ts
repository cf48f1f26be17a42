import { subjects } from '@papertape/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

const HOSTILE = '<script>alert(1)</script>'

let harness: Harness
const operator = { operator: true }
const post = (path: string, body: unknown = {}) => harness.ask(`/api/performance/${path}`, { body, ...operator })
const status = () => harness.data('/api/performance/status')

beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'open', name: HOSTILE })
  await harness.register({ bot_id: 'hush', name: 'Hush hush', public: false })
  await harness.trade({ bot_id: 'open', signal_id: 'o1' }, '111')
  await harness.trade({ bot_id: 'open', signal_id: 'o2', symbol: '"><img src=x>' }, '90')
  await harness.trade({ bot_id: 'hush', signal_id: 'h1', symbol: 'HUSHUSDT' }, '111')
})
afterAll(() => harness[Symbol.asyncDispose]())

describe('/api/performance', () => {
  it('says how reporting stands, in exactly these fields', async () => {
    expect(await status()).toEqual({
      running: false,
      update_count: 0,
      report_count: 0,
      last_update: null,
      last_report: null,
      update_interval: 60,
      report_interval: 3600,
      paused: false,
    })
  })
  it('runs while a ready kpi-projector is heard', async () => {
    harness.tape.hint('alive.kpi-projector.a', { service: 'kpi-projector', instance: 'a', ready: true })
    await expect.poll(async () => (await status()).running).toBe(true)
  })
  it('pauses and resumes for operators only', async () => {
    for (const verb of ['pause', 'resume', 'force-update', 'force-report']) {
      expect((await harness.ask(`/api/performance/${verb}`, { body: {} })).status).toBe(401)
    }
    expect((await post('pause')).body.data).toMatchObject({ paused: true })
    expect((await post('pause')).body.data).toMatchObject({ paused: true })
    expect(await status()).toMatchObject({ paused: true, report_count: 0, update_count: 0 })
    expect((await post('resume')).body.data).toMatchObject({ paused: false })
  })
  it('leaves figures alone while paused', async () => {
    await post('pause')
    await harness.trade({ bot_id: 'open', signal_id: 'o3' }, '111')
    expect((await harness.data('/api/kpi/current')).total_trades).toBe(3)
    await post('resume')
  })
  it('pushes an update when it is forced, also while paused', async () => {
    const heard: unknown[] = []
    const stop = harness.tape.onHint(subjects.livePerformance, (update) => void heard.push(update))
    await post('pause')
    expect((await post('force-update')).body.data).toMatchObject({ update_count: 1, paused: true })
    await expect.poll(() => heard).toMatchObject([{ mode: 'live', kpi: { bot_id: null, total_trades: 3 } }])
    await post('resume')
    expect((await status()).last_update).toMatch(/Z$/)
    stop()
  })
  it('refuses what it does not know', async () => {
    expect((await post('force-report', { bot: 'open' })).status).toBe(400)
    expect((await post('force-report', { bot_id: 'none' })).body.code).toBe('bot-not-found')
    expect((await post('pause', { for: 'ever' })).status).toBe(400)
    expect((await harness.ask('/api/performance/status?x=1')).status).toBe(400)
  })
})

describe('a forced report', () => {
  it('is there under its location, with the figures of now', async () => {
    const made = await post('force-report')
    expect(made.status).toBe(201)
    const { report_id } = made.body.data
    expect(made.headers.get('location')).toBe(`/api/reports/${report_id}`)
    const report = await harness.ask(`/api/reports/${report_id}`)
    expect(report.body.data).toMatchObject({
      report_id,
      kind: 'forced',
      mode: 'live',
      bot_id: null,
      due_at: null,
      title: 'Live portfolio',
    })
    // What is asked now also has rolling returns.
    expect(await harness.data('/api/kpi/current')).toMatchObject(report.body.data.kpi)
    expect(report.body.meta.as_of.seq).toBe(report.body.data.sheet.as_of.seq)
    expect((await status()).report_count).toBe(1)
  })
  it('shows every figure of its snapshot that the page has a place for, and lists its trades', async () => {
    const { sheet, kpi } = await harness.data((await post('force-report')).headers.get('location') ?? '')
    const values = sheet.groups.flatMap(({ figures }: { figures: { value: number }[] }) =>
      figures.map(({ value }) => value),
    )
    expect(values).toEqual(expect.arrayContaining([kpi.total_return_pct, kpi.max_drawdown_pct, kpi.total_fees]))
    const trades = sheet.tables.find(({ title }: { title: string }) => title === 'Newest trades')
    expect(trades.rows).toHaveLength(3)
  })
  it('is one bot’s when its id is given', async () => {
    const { body } = await post('force-report', { bot_id: 'open' })
    expect(body.data).toMatchObject({ bot_id: 'open', title: HOSTILE, public: true })
    const { sheet } = await harness.data(body.data.url)
    expect(sheet.equity).toMatchObject({ title: 'Equity', baseline: 10000 })
    expect(sheet.tables.map(({ title }: { title: string }) => title)).toContain('Policies')
  })
})

describe('the page of a report', () => {
  const page = async (query = '') => {
    const { body } = await post('force-report', { bot_id: 'open' })
    return harness.ask(`${body.data.html_url}${query}`)
  }
  it('runs no script, asks for nothing and is nobody’s frame', async () => {
    const { headers, body } = await page()
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /)
    expect(policy).not.toMatch(/script-src|unsafe/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(body).not.toMatch(/<script|<img|onerror|src=x>/i)
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })
  it('is shown, or saved under a plain name', async () => {
    expect((await page()).headers.get('content-disposition')).toMatch(/^inline; filename="papertape-open-\d+\.html"$/)
    expect((await page('?download=1')).headers.get('content-disposition')).toMatch(/^attachment; /)
    expect((await page('?download=2')).status).toBe(400)
  })
})

describe('the list of reports', () => {
  it('is newest first, page by page, each report once', async () => {
    const all = await harness.data('/api/reports?limit=500')
    const walked: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const { body }: { body: { data: { report_id: string }[]; page: { next: string | null } } } = await harness.ask(
        `/api/reports?limit=2${next === '' ? '' : `&cursor=${next}`}`,
      )
      walked.push(...body.data.map(({ report_id }) => report_id))
      next = body.page.next
    }
    expect(walked).toEqual(all.map(({ report_id }: { report_id: string }) => report_id))
    expect(walked.length).toBeGreaterThan(4)
    const times = all.map(({ created_at }: { created_at: string }) => created_at)
    expect(times).toEqual(times.toSorted().toReversed())
  })
  it('is of one bot, one mode or one kind', async () => {
    const of = async (query: string) => {
      const reports: { bot_id: string | null; kind: string; mode: string }[] = await harness.data(
        `/api/reports?${query}`,
      )
      return new Set(reports.map(({ bot_id, kind, mode }) => `${bot_id} ${kind} ${mode}`))
    }
    expect(await of('bot_id=open')).toEqual(new Set(['open forced live']))
    expect(await of('mode=demo')).toEqual(new Set())
    expect(await of('kind=scheduled')).toEqual(new Set())
    expect(await of('')).toEqual(new Set(['open forced live', 'null forced live']))
  })
  it('refuses a cursor of another list', async () => {
    const { body } = await harness.ask('/api/reports?limit=1')
    expect((await harness.ask(`/api/reports?limit=1&bot_id=open&cursor=${body.page.next}`)).body.code).toBe(
      'invalid-cursor',
    )
  })
})

describe('the page of all reports', () => {
  it('leads to each report, and is led to from the first page', async () => {
    const { body } = await harness.ask('/bot-performance/reports')
    const [newest] = await harness.data('/api/reports?limit=1')
    expect(body).toContain(`href="${newest.html_url}"`)
    expect(body).toContain(`href="${newest.html_url}?download=1"`)
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(body).not.toMatch(/hush|<script>alert/i)
    expect((await harness.ask('/bot-performance')).body).toContain('href="/bot-performance/reports"')
  })
})

describe('a private bot', () => {
  it('is in no public report, and its own is there for operators only', async () => {
    const portfolio = await post('force-report')
    for (const path of [portfolio.body.data.url, portfolio.body.data.html_url]) {
      expect(JSON.stringify((await harness.ask(path, operator)).body)).not.toMatch(/hush/i)
    }
    const own = await post('force-report', { bot_id: 'hush' })
    expect(own.body.data).toMatchObject({ bot_id: 'hush', public: false })
    const { url, html_url } = own.body.data
    for (const path of [url, html_url]) {
      const reply = await harness.ask(path)
      expect(reply.status).toBe(404)
      expect(reply.body.code).toBe('report-not-found')
      expect(JSON.stringify(reply.body)).not.toMatch(/hush/i)
      expect((await harness.ask(path, operator)).status).toBe(200)
      expect((await harness.ask(path, operator)).headers.get('cache-control')).toMatch(/^private/)
    }
    for (const path of ['/api/reports?limit=500', '/bot-performance/reports']) {
      expect(JSON.stringify((await harness.ask(path)).body)).not.toMatch(/hush/i)
    }
    expect((await harness.ask('/api/reports?bot_id=hush')).body.code).toBe('bot-not-found')
    expect(await harness.data('/api/reports?bot_id=hush', operator)).toHaveLength(1)
  })
  it('has reports like no report', async () => {
    expect((await harness.ask('/api/reports/nothing')).body.code).toBe('report-not-found')
    expect((await harness.ask('/api/reports/nothing/html')).body.code).toBe('report-not-found')
  })
})
