import { type EventOf, subjects } from '@papertape/events'
import { anAcceptedSignal } from '@papertape/events/testing'
import { createEngine, instrumentKey, readPriceMessage } from '@papertape/paper-engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

const MINUTE_MS = 60_000
const VENUE = 'binance'

type Given = Parameters<typeof anAcceptedSignal>[0] & { signal_id: string }
type Line = { text: string; seq: number }

let harness: Harness
let signals = 0

/** Publishes a message and remembers where it stands. */
const publish = async (subject: string, line: object): Promise<Line> => {
  const text = JSON.stringify(line)
  const { seq } = await harness.tape.publisher().publish(subject, text)
  return { text, seq }
}

/** Accepts a signal behind a place in its stream and records what the engine makes of these messages. */
const decide = async (given: Given, ticksAfter: number, lines: readonly Line[], replay = false): Promise<string> => {
  signals += 1
  const input = { stream: 'SIGNALS' as const, epoch: 'e1', seq: signals, received_at: '2024-01-01T00:00:00.000Z' }
  const epoch = replay ? harness.tape.epochs.replays : harness.tape.epochs.prices
  const accepted: EventOf<'signal.accepted'> = anAcceptedSignal({
    input,
    ticks_epoch: epoch,
    ticks_after: ticksAfter,
    ...given,
  })
  const engine = createEngine({ position: 0 })
  const entry = engine.open(accepted, 1)
  const key = instrumentKey(accepted.data.venue, accepted.data.symbol)
  const fills = lines.flatMap(({ text, seq }) => {
    if (seq <= ticksAfter) return []
    const price = readPriceMessage({ text, seq, receivedAtMs: Date.now(), replay })
    return price.kind === 'ignored' ? [] : engine.advance(key, price)
  })
  await harness.record(accepted, ...(entry === null ? [] : [entry.fact]), ...fills.map(({ fact }) => fact))
  return accepted.data.trade_id ?? ''
}

const pricesOf = (tradeId: string) => harness.data(`/api/v1/trades/${tradeId}/prices`)

beforeAll(async () => {
  harness = await startHarness()
  await harness.register({ bot_id: 'bot' })
  await harness.register({ bot_id: 'past', mode: 'replay' })
  await harness.register({ bot_id: 'hidden', public: false })
})
afterAll(() => harness[Symbol.asyncDispose]())

describe('the prices around a live trade', () => {
  const path = ['99', '97', '101', '100', '96', '103', '108', '104', '110.5', '120', '90']
  let lines: Line[]
  let acceptedAt: string

  beforeAll(async () => {
    lines = []
    const startMs = Date.now() - 5000
    for (const [place, price] of path.entries()) {
      const time = new Date(startMs + place * 10).toISOString()
      lines.push(await publish(subjects.price(VENUE, 'BTCUSDT'), { price, time }))
      // Of another instrument, and none at all: neither counts.
      await publish(subjects.price(VENUE, 'ETHUSDT'), { price: '1', time })
      await publish(subjects.price(VENUE, 'BTCUSDT'), { price: 'nothing', time })
    }
    acceptedAt = new Date(startMs + 35).toISOString()
  })

  it('tell how far they went against it and its way, between entry and exit', async () => {
    const id = await decide({ signal_id: 'long', accepted_at: acceptedAt }, lines[3]?.seq ?? 0, lines)
    expect(await pricesOf(id)).toEqual({
      trade_id: id,
      source: 'ticks',
      complete: true,
      incomplete_reason: null,
      points: path.map((price) => ({ time: expect.any(String), price: Number(price) })),
      ticks: path.length,
      highest: '110',
      lowest: '96',
      mae_pct: 4,
      mfe_pct: 10,
    })
  })

  it('mean the opposite for a short one', async () => {
    const given = { signal_id: 'short', accepted_at: acceptedAt, direction: 'SHORT' as const }
    const id = await decide({ ...given, take_profit: '95', stop_loss: '106' }, lines[3]?.seq ?? 0, lines)
    // It stops at 108, which is the price that it gets.
    expect(await pricesOf(id)).toMatchObject({ highest: '108', lowest: '96', mae_pct: 8, mfe_pct: 4 })
  })

  it('go on to now while it is open', async () => {
    const given = { signal_id: 'open', accepted_at: acceptedAt, take_profit: '500', stop_loss: '1' }
    const id = await decide(given, lines[3]?.seq ?? 0, lines)
    expect(await pricesOf(id)).toMatchObject({ complete: true, highest: '120', lowest: '90', mae_pct: 10, mfe_pct: 20 })
  })

  it('are gone where the stream is another one, and for a private bot’s trade nobody is told', async () => {
    const id = await decide({ signal_id: 'other', accepted_at: acceptedAt, ticks_epoch: 'long ago' }, 0, lines)
    expect(await pricesOf(id)).toMatchObject({
      source: 'gone',
      complete: false,
      incomplete_reason: 'OTHER_STREAM',
      points: [],
      mae_pct: null,
      highest: null,
    })
    const hidden = await decide({ bot_id: 'hidden', signal_id: 'h', accepted_at: acceptedAt }, 0, lines)
    expect((await harness.ask(`/api/v1/trades/${hidden}/prices`)).body.code).toBe('trade-not-found')
    expect((await harness.ask(`/api/v1/trades/${hidden}/prices`, { operator: true })).status).toBe(200)
    expect((await harness.ask('/api/v1/trades/none/prices')).status).toBe(404)
  })

  it('are thinned to 1,000 points without losing the highest and the lowest', async () => {
    const many: Line[] = []
    const startMs = Date.now() - 20_000
    const at = (place: number) => 100 + Math.sin(place / 50) * 3 + (place === 2345 ? 5 : 0) - (place === 1234 ? 4 : 0)
    for (let place = 0; place < 3000; place += 1) {
      const line = { price: at(place).toFixed(6), time: new Date(startMs + place).toISOString() }
      many.push(await publish(subjects.price(VENUE, 'SOLUSDT'), line))
    }
    const given = { signal_id: 'many', symbol: 'SOLUSDT', take_profit: '500', stop_loss: '1' }
    const id = await decide({ ...given, accepted_at: new Date(startMs + 1).toISOString() }, many[0]?.seq ?? 0, many)
    const { points, highest, lowest, ticks } = await pricesOf(id)
    expect(points.length).toBeLessThanOrEqual(1000)
    expect(ticks).toBe(3000)
    const prices = points.map(({ price }: { price: number }) => price)
    expect([String(Math.max(...prices)), String(Math.min(...prices))]).toEqual([highest, lowest])
    expect([Number(highest), Number(lowest)]).toEqual([Number(at(2345).toFixed(6)), Number(at(1234).toFixed(6))])
  })
})

describe('the prices around a replayed trade', () => {
  const START_MS = Date.parse('2021-05-19T00:00:00.000Z')
  const at = (minute: number) => new Date(START_MS + minute * MINUTE_MS).toISOString()
  const run = 'run-7'

  it('reach from a little before it to a little after, by the times of its own run', async () => {
    const lines: Line[] = []
    for (let minute = 0; minute < 240; minute += 1) {
      const price = minute === 140 ? '111' : String(100 + (minute % 5))
      const line = { kind: 'price', price, time: at(minute) }
      lines.push(await publish(subjects.replay(run, VENUE, 'BTCUSDT'), line))
      if (minute % 3 === 0) await publish(subjects.replay('run-8', VENUE, 'BTCUSDT'), line)
    }
    const given = { bot_id: 'past', signal_id: 'r', mode: 'replay' as const, run, accepted_at: at(100) }
    const id = await decide(given, lines[100]?.seq ?? 0, lines, true)
    const { points, ...rest } = await pricesOf(id)
    // Forty minutes, and a fifth of them before and after.
    expect([points.at(0).time, points.at(-1).time]).toEqual([at(92), at(148)])
    expect(rest).toMatchObject({ complete: true, highest: '110', lowest: '100', mae_pct: 0, mfe_pct: 10, ticks: 57 })
  })

  it('are highs and lows of candles, of those alone that lie whole in the trade', async () => {
    const candle = (minute: number, [open, high, low, close]: readonly string[]) =>
      publish(subjects.replay('run-9', VENUE, 'BTCUSDT'), {
        kind: 'candle',
        interval: '1m',
        time: at(minute),
        open,
        high,
        low,
        close,
      })
    const lines = [
      await candle(1, ['100', '200', '50', '100']),
      await candle(2, ['100', '104', '97', '101']),
      await candle(3, ['101', '112', '99', '103']),
      await candle(4, ['103', '150', '60', '100']),
    ]
    const given = { bot_id: 'past', signal_id: 'c', mode: 'replay' as const, run: 'run-9' }
    const id = await decide({ ...given, accepted_at: at(0.5) }, 0, lines, true)
    // The first candle opened before the entry; the third reached take_profit, and what came behind it is not known.
    expect(await pricesOf(id)).toMatchObject({ complete: true, highest: '110', lowest: '97', mae_pct: 3, mfe_pct: 10 })
  })
})

describe('prices that the stream has let go', () => {
  it('are said to be missing, and nothing is measured without them', async () => {
    const time = new Date().toISOString()
    const first = await publish(subjects.price(VENUE, 'ADAUSDT'), { price: '100', time })
    const given = { signal_id: 'aged', symbol: 'ADAUSDT', accepted_at: time }
    const id = await decide(given, first.seq - 1, [first])
    expect(await pricesOf(id)).toMatchObject({ complete: true, ticks: 1, mae_pct: 0 })
    await harness.tape.ask('$JS.API.STREAM.PURGE.PRICES', 2000)
    const asked = () => harness.data(`/api/v1/trades/${id}/prices`, { operator: true })
    expect(await asked()).toMatchObject({ source: 'gone', incomplete_reason: 'AGED_OUT', points: [], highest: null })
    await publish(subjects.price(VENUE, 'ADAUSDT'), { price: '104', time: new Date().toISOString() })
    expect(await asked()).toMatchObject({
      source: 'ticks',
      complete: false,
      incomplete_reason: 'AGED_OUT',
      ticks: 1,
      highest: '104',
      mae_pct: null,
      mfe_pct: null,
    })
  })
})
