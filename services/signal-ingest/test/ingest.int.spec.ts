import { createLogger, createMetrics } from '@papertape/service-kit'
import { openStore } from '@papertape/store'
import { connectTape } from '@papertape/tape'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIngest } from '../src/ingest.ts'
import { aSignal, outcomeOf } from './a-signal.ts'
import { startWorld, until, type World } from './world.ts'

let world: World
const stopping = new AbortController()
let stopped: Promise<void>
const metrics = createMetrics('signal-ingest')

beforeAll(async () => {
  world = await startWorld()
  const log = createLogger({ service: 'signal-ingest', level: 'warn' })
  const store = await openStore({ url: world.servers.databaseUrl, name: 'ingest', signal: stopping.signal })
  const tape = await connectTape({ servers: world.servers.natsUrl, name: 'ingest', log, signal: stopping.signal })
  const ingest = await startIngest({ tape, store, instance: 'one', metrics, log, signal: stopping.signal })
  stopped = (async () => {
    await ingest.done
    await tape[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
  })()
})
afterAll(async () => {
  stopping.abort()
  await stopped
  await world[Symbol.asyncDispose]()
})

const outcomes = async (seq: number) => (await world.answersTo(seq)).map(({ fact }) => outcomeOf(fact))
const accepted = async (seq: number) => {
  const [answer] = await world.answersTo(seq)
  if (answer?.fact.type !== 'signal.accepted') throw new Error(`input ${seq} was rejected`)
  return answer.fact.data
}

describe('a signal', () => {
  it('finds the bot whose registration was acknowledged before it was sent', async () => {
    for (let n = 0; n < 20; n += 1) {
      await world.register({ bot_id: `fresh${n}` })
      expect(await outcomes(await world.send(`fresh${n}`, aSignal()))).toEqual(['accepted'])
    }
  })

  it('that races with the registration is answered once, one way or the other', async () => {
    const outcomesOfRace = Array.from({ length: 40 }, async (_, n) => {
      const [, seq] = await Promise.all([world.register({ bot_id: `race${n}` }), world.send(`race${n}`, aSignal())])
      return outcomes(seq)
    })
    for (const outcome of await Promise.all(outcomesOfRace))
      expect([['accepted'], ['UNKNOWN_BOT']]).toContainEqual(outcome)
  })

  it('is answered once, and its id is used up by that', async () => {
    await world.register({ bot_id: 'ids' })
    const sent = [
      aSignal({ signal_id: 'a', confidence: 2 }),
      aSignal({ signal_id: 'a', status: 'off' }),
      aSignal({ signal_id: 'a' }),
      aSignal({ signal_id: 'a', confidence: 2 }),
      aSignal({ signal_id: 'b' }),
      aSignal({ signal_id: 'b', symbol: 'ETHUSDT' }),
    ]
    const seqs: number[] = []
    for (const body of sent) seqs.push(await world.send('ids', body))
    expect(await Promise.all(seqs.map(outcomes))).toEqual(
      [
        'MALFORMED confidence',
        'NOT_ACTIVE status',
        'DUPLICATE signal_id',
        'MALFORMED confidence',
        'accepted',
        'DUPLICATE signal_id',
      ].map((outcome) => [outcome]),
    )
  })

  it('for nobody is recorded under @unknown, in the partition of its name', async () => {
    const odd = 'no such bot!'.replaceAll(' ', '_')
    for (const [bot, body, expected] of [
      ['nobody', aSignal(), 'UNKNOWN_BOT'],
      ['nobody', 'rubbish', 'MALFORMED'],
      [odd, aSignal(), 'UNKNOWN_BOT'],
      ['@all', aSignal(), 'UNKNOWN_BOT'],
      ['x'.repeat(65), aSignal(), 'UNKNOWN_BOT'],
    ] as const) {
      const [answer, ...others] = await world.answersTo(await world.send(bot, body))
      expect(others).toEqual([])
      expect(answer?.fact.data).toMatchObject({ reason: expected, bot_token: bot })
      expect(answer?.subject).toMatch(/^ledger\.\d\.@unknown\.signal\.rejected$/)
    }
  })

  it('of 64 KiB is taken, of more refused, and bytes of no UTF-8 are kept by hash', async () => {
    await world.register({ bot_id: 'big' })
    const padding = 65_536 - JSON.stringify(aSignal({ note: '' })).length
    expect(await outcomes(await world.send('big', aSignal({ note: 'n'.repeat(padding) })))).toEqual(['accepted'])
    expect(await outcomes(await world.send('big', aSignal({ note: 'n'.repeat(padding + 1) })))).toEqual(['MALFORMED'])
    const [answer] = await world.answersTo(await world.send('big', Uint8Array.of(0xc3, 0x28, 0x00)))
    expect(answer?.fact.data).toMatchObject({
      reason: 'MALFORMED',
      received: null,
      raw: { bytes: 3, head_base64: 'wygA' },
    })
    const deep = await world.send(
      'big',
      `{"signal_id":"deep","symbol":"X","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    )
    expect(await outcomes(deep)).toEqual(['MISSING_FIELD direction'])
  })

  it('is refused while its bot is stopped, and CLOSE is not', async () => {
    const last = await world.register({ bot_id: 'stopped' })
    const { id: _id, ...fact } = {
      id: '',
      version: 1 as const,
      bot_id: 'stopped',
      time: '2024-01-01T00:00:00.000Z',
      cause: null,
      correlation: null,
    }
    await world.tape.append(
      { ...fact, id: 'stop1', type: 'bot.stopped', data: { by: 'operator', reason: null, alarm_id: null } },
      { lastSeq: last },
    )
    expect(await outcomes(await world.send('stopped', aSignal()))).toEqual(['BOT_NOT_RUNNING'])
    const close = { signal_id: 'c', action: 'close', symbol: 'BTCUSDT' }
    expect(await outcomes(await world.send('stopped', close))).toEqual(['accepted'])
  })
})

describe('the last tick', () => {
  it('is the last accepted one that the bus had before the signal', async () => {
    await world.register({ bot_id: 'ticks' })
    const send = (n: number, given = {}) =>
      world.send('ticks', aSignal({ signal_id: `t${n}`, symbol: 'TICKS', ...given }))
    const nothing = await accepted(await send(1))
    expect(nothing).toMatchObject({ last_tick: null, ticks_epoch: world.tape.epochs.prices })
    const first = await world.price('TICKS', { price: '100.1', bid: '100', ask: '100.2' })
    expect(nothing.ticks_after).toBeLessThan(first)
    await pastMillisecond()
    expect(await accepted(await send(2))).toMatchObject({
      last_tick: { price: '100.1', seq: first, bid: '100', ask: '100.2' },
      ticks_after: first,
    })
    await world.price('TICKS', { price: 'NaN' })
    await world.price('TICKS', { price: '-1' })
    await world.price('TICKS', { price: '99', time: '2020-01-01T00:00:00Z' })
    await world.price('TICKS', { price: '99', time: new Date(Date.now() + 3_600_000).toISOString() })
    await pastMillisecond()
    expect((await accepted(await send(3))).ticks_after).toBe(first)
    await world.price('TICKS', { price: '120' })
    await pastMillisecond()
    expect(await outcomes(await send(4))).toEqual(['ENTRY_OFF_MARKET entry_price'])
    const exposition = await metrics.registry.metrics()
    for (const verdict of ['accepted', 'INVALID_PRICE', 'OUT_OF_ORDER', 'AHEAD_OF_TIME'])
      expect(exposition).toMatch(new RegExp(`papertape_ticks_total\\{stream="PRICES",verdict="${verdict}".*\\} [1-9]`))
  })

  it('of a feed with old times is found as well', async () => {
    await world.register({ bot_id: 'old' })
    const seqs: number[] = []
    for (const second of [10, 11, 5, 12])
      seqs.push(await world.price('OLD.P', { price: '100', time: `2020-01-01T00:00:${second}Z` }))
    await world.price('OLD.P', { price: '100', time: `2020-01-01T00:00:01Z` })
    await pastMillisecond()
    const data = await accepted(await world.send('old', aSignal({ symbol: 'OLD.P' })))
    expect(data.ticks_after).toBe(seqs[3])
  })
})

describe('a replay', () => {
  it('is answered from its own run’s ticks by payload time, each line once', async () => {
    const bot_id = 'replayed'
    await world.register({ bot_id, mode: 'replay' })
    const publisher = world.tape.publisher()
    const tick = async (time: string, body: object) =>
      (await publisher.publish('replays.r1.binance.BTCUSDT', JSON.stringify({ time, ...body }))).seq
    const first = await tick('2021-01-01T00:00:00Z', { kind: 'price', price: '100' })
    const candle = { kind: 'candle', interval: '1m', open: '100', high: '101', low: '99', close: '100.5' }
    const second = await tick('2021-01-01T00:01:00Z', candle)
    const line = (n: number, time: string, given = {}) =>
      world.send(bot_id, aSignal({ signal_id: `r${n}`, time, ...given }), {
        'Papertape-Run': 'r1',
        'Nats-Msg-Id': `r1.${n}`,
      })

    expect(await accepted(await line(1, '2021-01-01T00:01:00Z'))).toMatchObject({ ticks_after: first, run: 'r1' })
    expect(await accepted(await line(2, '2021-01-01T00:01:00.001Z'))).toMatchObject({
      ticks_after: second,
      last_tick: { price: '100.5' },
      ticks_epoch: world.tape.epochs.replays,
    })
    expect((await accepted(await line(3, '2021-01-01T00:00:00Z'))).last_tick).toBeNull()
    expect(await outcomes(await line(4, '2021-01-01T00:02:00Z', { time: undefined }))).toEqual(['MALFORMED time'])
    expect(
      await outcomes(await world.send(bot_id, aSignal({ signal_id: 'live', time: '2021-01-01T00:02:00Z' }))),
    ).toEqual(['FILTERED'])
  })

  it('takes any header for a run that could be one, and no other', async () => {
    await world.register({ bot_id: 'odd', mode: 'replay' })
    for (const run of ['*', 'a.b', '>', 'x'.repeat(65)]) {
      const seq = await world.send('odd', aSignal({ signal_id: run, time: '2021-01-01T00:02:00Z' }), {
        'Papertape-Run': run,
      })
      expect(await outcomes(seq)).toEqual(['FILTERED'])
    }
  })
})

it('has one disposition for each message, in the end', async () => {
  const { messages } = await world.tape.streamState('SIGNALS')
  await until(
    () => world.answers.length >= messages,
    () => `${world.answers.length} of ${messages}`,
  )
  const inputs = world.answers.map(({ fact }) => fact.data.input.seq).toSorted((a, b) => a - b)
  expect(inputs).toEqual(Array.from({ length: messages }, (_, index) => index + 1))
})

/** A tick of the signal's own millisecond is not before it. */
async function pastMillisecond(): Promise<void> {
  const nowMs = Date.now()
  await until(
    () => Date.now() > nowMs + 1,
    () => 'the clock stands still',
  )
}
