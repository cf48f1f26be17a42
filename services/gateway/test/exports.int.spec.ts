import { get, type IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import readXlsx from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness, TOKEN } from './harness.ts'

const LIST = '/api/public/paper-trading/'
const PATHS = ['trades', 'positions', 'signals', 'equity', 'returns'].map((name) => `/api/v1/exports/${name}`)
const HOSTILE = '=HYPERLINK("http://elsewhere.example","look, ""here""")'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'one', name: 'One' })
  await harness.register({ bot_id: 'hush', public: false })
  for (let i = 0; i < 30; i += 1) {
    const symbol = i % 3 === 0 ? 'ETHUSDT' : 'BTCUSDT'
    const exit = i % 5 === 0 ? [] : [i % 2 === 0 ? '111' : '94']
    await harness.trade({ bot_id: 'one', signal_id: `s${i}`, symbol, strategy: i === 7 ? HOSTILE : 'plain' }, ...exit)
  }
  await harness.trade({ bot_id: 'hush', signal_id: 'h', symbol: 'HUSHUSDT' }, '111')
})
afterAll(() => harness[Symbol.asyncDispose]())

const bytes = async (path: string) => {
  const response = await fetch(`${harness.url}${path}`)
  if (!response.ok || response.body === null)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return buffer(Readable.fromWeb(response.body as never))
}
const text = async (path: string) => (await bytes(path)).toString()

/** What is sent, as it is: `fetch` would unpack it. */
const raw = (path: string, headers: Record<string, string>): Promise<{ headers: IncomingHttpHeaders; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    get(`${harness.url}${path}`, { headers }, (response) => {
      buffer(response).then((content) => resolve({ headers: response.headers, bytes: content }), reject)
    }).once('error', reject)
  })

const isoOf = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

/** Every row of a list, page by page. */
const listed = async (query: string): Promise<Record<string, unknown>[]> => {
  const rows = []
  let cursor = ''
  do {
    const { body } = await harness.ask(`${LIST}?limit=7&${query}${cursor}`)
    rows.push(...body.data)
    cursor = body.page.next === null ? '' : `&cursor=${body.page.next}`
  } while (cursor !== '')
  return rows
}

/** RFC 4180, as far as these files go. */
const parseCsv = (file: string): string[][] =>
  file
    .split('\r\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    )

describe('an exported file', () => {
  it.each(['', 'symbol=ETHUSDT', 'status=CLOSED&direction=LONG', 'symbol=NONE'])(
    'holds exactly what the list shows with %j, in each format',
    async (query) => {
      const rows = await listed(query)
      const file = JSON.parse(await text(`/api/v1/exports/trades?format=json&${query}`))
      expect(file.rows).toEqual(rows)
      expect(file.provenance).toMatchObject({ exported: 'trades', mode: 'live', rows: rows.length, time_zone: 'UTC' })

      const [first, ...lines] = (await text(`/api/v1/exports/trades?format=ndjson&${query}`)).trim().split('\n')
      expect(JSON.parse(first ?? '').provenance).toMatchObject({ rows: rows.length })
      expect(lines.map((line) => JSON.parse(line))).toEqual(rows)

      const [head = [], ...cells] = parseCsv(await text(`/api/v1/exports/trades?format=csv&${query}`))
      expect(head).toEqual(Object.keys(file.rows[0] ?? Object.fromEntries(head.map((name) => [name, null]))))
      expect(cells.map((row) => row[head.indexOf('trade_id')])).toEqual(rows.map(({ trade_id }) => trade_id))
      expect(cells.map((row) => row[head.indexOf('realized_pnl')])).toEqual(
        rows.map(({ realized_pnl }) => realized_pnl ?? ''),
      )

      const sheets = await readXlsx(await bytes(`/api/v1/exports/trades?format=xlsx&${query}`))
      const [names = [], ...table] = sheets[0]?.data ?? []
      expect(names).toEqual(head)
      expect(table.map((row) => row[names.indexOf('trade_id')])).toEqual(rows.map(({ trade_id }) => trade_id))
      expect(table.map((row) => row[names.indexOf('realized_pnl')])).toEqual(
        rows.map(({ realized_pnl }) => (realized_pnl === null ? null : Number(realized_pnl))),
      )
      expect(table.map((row) => isoOf(row[names.indexOf('accepted_at')]))).toEqual(
        rows.map(({ accepted_at }) => accepted_at),
      )
      const facts = new Map(sheets[1]?.data.map(([name, value]) => [name, value]))
      expect(facts.get('rows')).toBe(rows.length)
      for (const name of ['as_of_time', 'generated_at'])
        expect([name, facts.get(name)]).toEqual([name, expect.any(Date)])
    },
  )

  it('says where it comes from, and is called by it', async () => {
    const { headers } = await harness.ask('/api/v1/exports/trades?symbol=ETHUSDT')
    const seq = Number(headers.get('x-as-of-seq'))
    expect(seq).toBeGreaterThan(30)
    expect(headers.get('content-disposition')).toBe(`attachment; filename="papertape-trades-live-${seq}.csv"`)
    expect(headers.get('cache-control')).toBe('no-store')
    const file = await text('/api/v1/exports/trades?symbol=ETHUSDT')
    expect(file).toContain(`# as_of_seq: ${seq}\r\n`)
    expect(file).toContain('# filters: {"symbol":"ETHUSDT"}\r\n')
    expect(file).toContain('# disclosure: Paper trading')
    expect(await text('/api/v1/exports/trades?provenance=false')).toMatch(/^trade_id,/)
  })

  it.each(['csv', 'json', 'ndjson'])('is compressed by gzip for who takes it: %s', async (format) => {
    const path = `/api/v1/exports/trades?provenance=false&format=${format}`
    const plain = await text(path)
    const packed = await raw(path, { 'accept-encoding': 'br, gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.headers.vary).toContain('Accept-Encoding')
    expect(gunzipSync(packed.bytes).toString()).toBe(plain)
    expect(packed.bytes.length).toBeLessThan(plain.length / 4)
    for (const headers of [
      { 'accept-encoding': 'br' },
      { 'accept-encoding': 'gzip', authorization: `Bearer ${TOKEN}` },
    ]) {
      expect((await raw(path, headers)).headers['content-encoding']).toBeUndefined()
    }
  })
  it('is not compressed twice', async () => {
    const workbook = await raw('/api/v1/exports/trades?format=xlsx', { 'accept-encoding': 'gzip' })
    expect(workbook.headers['content-encoding']).toBeUndefined()
    expect(workbook.bytes.subarray(0, 2).toString()).toBe('PK')
  })

  it('never runs as a formula', async () => {
    const file = await text('/api/v1/exports/trades?format=csv&provenance=false')
    const [head = [], ...cells] = parseCsv(file)
    const strategies = cells.map((row) => row[head.indexOf('strategy')])
    expect(strategies).toContain(`'${HOSTILE}`)
    // Losses are numbers and stay so.
    expect(cells.map((row) => row[head.indexOf('realized_pnl')]).filter((value) => value?.startsWith('-'))).not.toEqual(
      [],
    )
    expect(
      file
        .split('\r\n')
        .flatMap((line) => line.split(','))
        .filter((value) => /^"?[=+@]/.test(value)),
    ).toEqual([])
    const sheets = await readXlsx(await bytes('/api/v1/exports/trades?format=xlsx'))
    expect(sheets[0]?.data.flat()).toContain(HOSTILE)
  })

  it('shows nothing of a private bot but to the operator', async () => {
    for (const path of PATHS) {
      for (const format of ['csv', 'json', 'ndjson'])
        expect(await text(`${path}?format=${format}`)).not.toMatch(/hush/i)
      const hidden = await harness.ask(`${path}?bot_id=hush`)
      expect([path, hidden.status, hidden.body.code]).toEqual([path, 404, 'bot-not-found'])
      expect((await harness.ask(`${path}?bot_id=hush`, { operator: true })).status).toBe(200)
    }
    expect((await harness.ask('/api/v1/exports/trades', { operator: true })).body).toContain('HUSHUSDT')
  })

  it('holds all of the other lists', async () => {
    const json = async (name: string) => JSON.parse(await text(`/api/v1/exports/${name}?format=json`)).rows
    expect((await json('signals')).length).toBe((await harness.data('/api/v1/signals')).totals.received)
    const rejected = JSON.parse(await text('/api/v1/exports/signals?format=json&outcome=REJECTED')).rows
    expect(rejected).toEqual((await harness.data('/api/v1/signals?outcome=REJECTED&limit=500')).signals)
    expect((await json('positions')).map(({ trade_id }: { trade_id: string }) => trade_id)).toEqual(
      (await listed('status=OPEN')).map(({ trade_id }) => trade_id),
    )
    const days = (await harness.data('/api/v1/analytics/returns')).days
    expect(await json('returns')).toEqual(days)
    const [newest] = (await json('equity')).slice(-1)
    const current = await harness.data('/api/kpi/current')
    // Rolling returns belong to the moment of the question and are no column of a file.
    const rolling = (name: string) => /^return_(?:24h|7d|30d)_pct$/.test(name)
    const without = (object: object) => Object.fromEntries(Object.entries(object).filter(([name]) => !rolling(name)))
    expect(newest).toEqual({ ...without(current), quality: without(current.quality) })
  })

  it('is as of a moment in the past where figures are asked for so', async () => {
    const [first] = await harness.data(`/api/v1/signals?limit=1`).then(({ signals }) => signals)
    const seq = first.ledger_seq - 20
    const file = JSON.parse(await text(`/api/v1/exports/equity?format=json&as_of=${seq}`))
    expect(file.provenance.as_of_seq).toBe(seq)
    const then = await harness.data(`/api/kpi/current?as_of=${seq}`)
    expect(file.rows.at(-1)).toMatchObject({ total_trades: then.total_trades, realized_pnl: then.realized_pnl })
  })

  it('gives its place up when nobody reads it to the end', async () => {
    for (let i = 0; i < 20; i += 1) {
      const stopping = new AbortController()
      const format = i % 2 === 0 ? 'xlsx' : 'csv'
      const response = await fetch(`${harness.url}/api/v1/exports/trades?format=${format}`, { signal: stopping.signal })
      expect(response.status).toBe(200)
      stopping.abort()
    }
    await expect.poll(async () => (await harness.ask(PATHS[0] ?? '')).status, { timeout: 20_000 }).toBe(200)
  })
})
