import type { LedgerEvent } from '@papertape/events'
import { anAcceptedSignal } from '@papertape/events/testing'
import { decimal } from '@papertape/money'
import { createEngine, instrumentKey } from '@papertape/paper-engine'
import { randomLedger, subjectOf } from '@papertape/projection/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

/** Given to run a case again. */
const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 1_000_000)
const FACTS = 2000
const TRADES = '/api/public/paper-trading/'

const SCOPES = ['mode=live', 'mode=demo', 'mode=replay', 'bot_id=bot-0', 'bot_id=bot-3']
const LISTS = [
  ...['', '&status=OPEN', '&status=CLOSED', '&status=CLOSED_TP,NOT_ENTERED', '&symbol=COIN1&direction=LONG'].map(
    (filter) => ({ path: TRADES, filter }),
  ),
  ...['', '&outcome=REJECTED', '&symbol=COIN1'].map((filter) => ({ path: '/api/v1/signals', filter })),
]
const SUMMARIES = ['', '&status=OPEN', '&status=CLOSED', '&min_confidence=0.5']
const FILES = ['trades', 'signals']

type Told = { question: string; operator: boolean; answer: unknown }
/** Facts that change lists: the projection stands at one of each by turns, so that `as_of` names it and not one behind it. */
const TURNS: readonly ((event: LedgerEvent) => boolean)[] = [
  (event) => event.type === 'fill.recorded' && event.data.leg === 'exit',
  ({ type }) => type === 'signal.rejected',
  (event) => event.type === 'fill.recorded' && event.data.leg === 'entry',
  ({ type }) => type === 'signal.accepted',
]
/** A place at which the projection has stood: all facts up to there are of its time or earlier, and none behind it is. */
type Stand = { seq: number; time: string; told: Told[] }

let harness: Harness
const stands: Stand[] = []

/** All rows of a list, page by page, with what goes beside them; or the error. */
const walk = async (path: string, query: string, operator: boolean): Promise<unknown> => {
  const rows: unknown[] = []
  let cursor = ''
  for (;;) {
    const { status, body } = await harness.ask(`${path}?limit=60&${query}${cursor}`, { operator })
    if (status !== 200) return body.code
    rows.push(...(Array.isArray(body.data) ? body.data : body.data.signals))
    if (body.page.next === null) return { rows, totals: body.data.totals ?? null }
    cursor = `&cursor=${body.page.next}`
  }
}
const fileOf = async (name: string, query: string, operator: boolean): Promise<unknown> => {
  const { status, body } = await harness.ask(`/api/v1/exports/${name}?format=json&${query}`, { operator })
  return status === 200 ? [body.rows, body.provenance.rows] : body.code
}
const summaryOf = async (query: string, operator: boolean): Promise<unknown> => {
  const { status, body } = await harness.ask(`${TRADES}summary/?${query}`, { operator })
  return status === 200 ? body.data : body.code
}

/** Asks everything there is to ask of lists, with something added to each question. */
const askAll = async (added: string, scopes: readonly string[]): Promise<Told[]> => {
  const told: Told[] = []
  for (const scope of scopes) {
    for (const operator of [true, false]) {
      const tell = (question: string, answer: unknown) =>
        told.push({ question: `${question} ${scope}`, operator, answer })
      for (const { path, filter } of LISTS) {
        tell(`${path} ${filter}`, await walk(path, `${scope}${filter}${added}`, operator))
      }
      for (const filter of SUMMARIES) {
        tell(`summary ${filter}`, await summaryOf(`${scope}${filter}${added}`, operator))
      }
      for (const name of FILES) tell(`file ${name}`, await fileOf(name, `${scope}${added}`, operator))
    }
  }
  return told
}

beforeAll(async () => {
  harness = await startHarness()
  const facts = randomLedger({ seed, facts: FACTS, partitions: harness.tape.partitions, pauseMsMax: 60_000 })
  const publisher = harness.tape.publisher()
  let next = 200
  let latest = ''
  for (const [index, fact] of facts.entries()) {
    await publisher.publish(subjectOf(fact), fact.text)
    if (fact.event.time > latest) latest = fact.event.time
    const isWhole = facts.slice(index + 1, index + 40).every(({ event }) => event.time > latest)
    if (fact.seq < next || !isWhole || !TURNS[stands.length % TURNS.length]?.(fact.event)) continue
    next = fact.seq + 250
    if (!(await harness.gateway.watch.reached(fact.seq, 60_000))) throw new Error('the projection is not there')
    stands.push({ seq: fact.seq, time: latest, told: await askAll('', SCOPES) })
  }
  if (!(await harness.gateway.watch.reached(FACTS, 60_000))) throw new Error('the projection is not there')
}, 240_000)
afterAll(() => harness[Symbol.asyncDispose]())

describe(`lists of the past (seed ${seed})`, () => {
  it('as of a ledger sequence are what they were when the projection stood there', async () => {
    expect(stands.length).toBeGreaterThan(2)
    for (const { seq, told } of stands) {
      expect([seq, await askAll(`&as_of=${seq}`, SCOPES)]).toEqual([seq, told])
    }
    const rows = stands.flatMap(({ told }) => told.map(({ answer }) => JSON.stringify(answer).length))
    expect(Math.max(...rows)).toBeGreaterThan(10_000)
  }, 240_000)

  it('as of a time hold what had happened by then', async () => {
    for (const { seq, time, told } of stands) {
      // When a replay bot was registered, its own clock does not tell: before that it has no rows instead of no name.
      const isKnown = (_: Told, at: number): boolean => told[at]?.answer !== 'bot-not-found'
      const answers = await askAll(`&as_of=${time}`, SCOPES)
      expect([seq, answers.filter(isKnown)]).toEqual([seq, told.filter(isKnown)])
    }
  }, 240_000)

  it('tell which moment they are of, and go on from page to page in it alone', async () => {
    const { seq, time } = stands.at(-1) ?? { seq: 0, time: '' }
    for (const path of [TRADES, '/api/v1/signals', `${TRADES}open-positions/`]) {
      const query = `?mode=live&limit=1&as_of=${seq}`
      const { body, headers } = await harness.ask(path + query)
      expect(body.meta).toMatchObject({ as_of: { seq }, mode: 'live', asked_as_of: String(seq) })
      expect(headers.get('x-as-of-seq')).toBe(String(seq))
      expect(headers.get('cache-control')).toContain('immutable')
      const byTime = await harness.ask(`${path}?mode=live&limit=1&as_of=${time}`)
      expect(byTime.body.meta).toMatchObject({ as_of: { seq: FACTS, time }, asked_as_of: time })
      expect(byTime.headers.get('cache-control') ?? '').not.toContain('immutable')
      const { next } = body.page
      // Of open positions there may be one.
      if (next === null && path.includes('positions')) continue
      expect((await harness.ask(`${path}${query}&cursor=${next}`)).status).toBe(200)
      for (const other of ['', `&as_of=${seq - 1}`, `&as_of=${time}`]) {
        const reply = await harness.ask(`${path}?mode=live&limit=1${other}&cursor=${next}`)
        expect([path, other, reply.body.code]).toEqual([path, other, 'invalid-cursor'])
      }
    }
    const file = await harness.ask(`/api/v1/exports/trades?mode=live&format=json&as_of=${seq}`)
    expect(file.headers.get('content-disposition')).toContain(`papertape-trades-live-${seq}.json`)
    expect(file.body.provenance).toMatchObject({ as_of_seq: seq, filters: { mode: 'live', as_of: String(seq) } })
  })

  it('are empty before the record, and unknown behind it', async () => {
    for (const path of [TRADES, `${TRADES}summary/`, `${TRADES}open-positions/`, '/api/v1/signals']) {
      const ask = async (moment: string) => (await harness.ask(`${path}?mode=live&as_of=${moment}`)).body
      for (const moment of ['0', '2000-01-01T00:00:00Z']) {
        const { data } = await ask(moment)
        expect([path, data.total_trades ?? data.totals?.received ?? data.length]).toEqual([path, 0])
      }
      expect(await ask(String(FACTS + 1))).toMatchObject({ status: 400, code: 'as-of-beyond' })
      expect(await ask('2999-01-01T00:00:00Z')).toMatchObject({ code: 'as-of-beyond' })
      expect(await ask('yesterday')).toMatchObject({ code: 'validation', errors: [{ pointer: '/as_of' }] })
      expect((await harness.ask(`${path}?bot_id=bot-0&as_of=0`)).body.code).toBe('bot-not-found')
    }
  })

  it('show open positions as they stood, at no price', async () => {
    for (const { seq } of stands) {
      const open = await harness.data(`${TRADES}?mode=live&status=OPEN&limit=500&as_of=${seq}`)
      const positions = await harness.data(`${TRADES}open-positions/?mode=live&limit=500&as_of=${seq}`)
      const unpriced = { current_price: null, current_price_time: null, unrealized_pnl: null, unrealized_pnl_pct: null }
      expect(positions).toEqual(open.map((trade: object) => ({ ...trade, ...unpriced, price_state: 'none' })))
    }
  })
})

describe('a trade that was open then and had a price gap later', () => {
  it.each([true, false])('has that of its entry: %j', async (atEntry) => {
    const bot_id = `gap-${atEntry}`
    await harness.register({ bot_id })
    const time = '2024-01-01T00:00:00.000Z'
    const input = { stream: 'SIGNALS' as const, epoch: 'e2', seq: Number(atEntry) + 1, received_at: time }
    const accepted = anAcceptedSignal({ bot_id, input, accepted_at: time })
    const { trade_id, venue, symbol } = accepted.data
    const engine = createEngine({ position: 0 })
    const entry = engine.open(accepted, 1)
    if (entry?.kind !== 'entry' || trade_id === null) throw new Error('it was not entered')
    const entryFact = { ...entry.fact, data: { ...entry.fact.data, price_gap: atEntry } }
    const entered = await harness.record(accepted, entryFact)
    const list = `${TRADES}?bot_id=${bot_id}`
    const then = await harness.data(list)
    engine.markPriceGap(trade_id)
    const tick = { price: decimal('111'), bid: null, ask: null, time: '2024-01-01T00:01:00.000Z', seq: 1 }
    const exits = engine.advance(instrumentKey(venue, symbol), { kind: 'tick', ...tick })
    await harness.record(...exits.map(({ fact }) => fact))
    expect(await harness.data(list)).toMatchObject([{ status: 'CLOSED_TP', price_gap: true }])
    expect(then).toMatchObject([{ status: 'OPEN', price_gap: atEntry }])
    expect(await harness.data(`${list}&as_of=${entered}`)).toEqual(then)
    expect(await harness.data(`${TRADES}open-positions/?bot_id=${bot_id}&as_of=${entered}`)).toMatchObject(then)
    const file = await harness.ask(`/api/v1/exports/trades?format=json&bot_id=${bot_id}&as_of=${entered}`)
    expect(file.body.rows).toEqual(then)
  })
})
