import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseFact, subjects } from '@papertape/events'
import { connectTape, type Tape } from '@papertape/tape'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { papertape, startPapertape, until } from './papertape-stack.ts'

type System = Awaited<ReturnType<typeof startPapertape>>

let system: System
let tape: Tape
beforeAll(async () => {
  system = await startPapertape()
  tape = await connectTape({ servers: system.stack().nats_url, name: 'bot-control' })
}, 120_000)
afterAll(async () => {
  await tape[Symbol.asyncDispose]()
  await system[Symbol.asyncDispose]()
})

/** Whatever a route answers; each test says what it expects of it. */
type Data = ReturnType<typeof JSON.parse>

/** What a route answers as the operator is told it. */
const ask = async (path: string, body?: unknown): Promise<{ status: number; data: Data }> => {
  const { gateway_url, admin_token } = system.stack()
  const headers = { authorization: `Bearer ${admin_token}`, 'content-type': 'application/json' }
  const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(`${gateway_url}${path}`, init)
  const answer: Data = await response.json()
  return { status: response.status, data: answer.data ?? answer }
}
const stateOf = async (botId: string) => (await ask(`/api/v1/bots/${botId}`)).data
const tradesOf = async (botId: string) =>
  (await ask(`/api/public/paper-trading/?bot_id=${botId}`)).data.toReversed() as Data[]
const untilStatuses = (botId: string, ...statuses: string[]) =>
  until(`trades ${statuses.join(', ')} of ${botId}`, async () => {
    const trades = await tradesOf(botId)
    return JSON.stringify(trades.map(({ status }) => status)) === JSON.stringify(statuses)
  })

/** One bot's facts of the given types, in ledger order. */
const factsOf = async (botId: string, ...types: string[]) => {
  const { lastSeq } = await tape.streamState('LEDGER')
  const found: ReturnType<typeof parseFact>[] = []
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: subjects.history(tape.partitionOf(botId), botId),
    from: 1,
    signal: new AbortController().signal,
    onMessage: (message) => void found.push(parseFact(message.text())),
  })
  await follower.reached(lastSeq)
  follower.close()
  return found.filter(({ type }) => types.includes(type))
}
const untilFacts = (botId: string, ...types: string[]) =>
  until(`${types.join(', ')} of ${botId}`, async () => {
    const found = await factsOf(botId, ...new Set(types))
    return JSON.stringify(found.map(({ type }) => type)) === JSON.stringify(types)
  })

const tick = (symbol: string, price: number) =>
  tape.publisher().publish(subjects.price('binance', symbol), JSON.stringify({ price }))

/** An OPEN LONG at 100, take profit 110, stop 90, unless told otherwise. */
const open = async (bot_id: string, signal_id: string, symbol: string, given: Record<string, unknown> = {}) => {
  const levels = { entry_price: 100, take_profit: 110, stop_loss: 90, direction: 'LONG' }
  expect((await ask(`/api/v1/signals/${bot_id}`, { signal_id, symbol, ...levels, ...given })).status).toBe(202)
}

/** Alarms but one never ring; that one is an EMERGENCY from a drawdown of 2 % on, clears at once and may ring again. */
const onlyDrawdown = {
  MAX_DRAWDOWN_EXCEEDED: {
    levels: { EMERGENCY: 2 },
    recovery_margin_pct: 0,
    dwell_seconds: 0,
    cooldown_seconds: 0,
  },
  DAILY_LOSS_LIMIT: { levels: { CRITICAL: 99 } },
  CONSECUTIVE_LOSSES: { levels: { CRITICAL: 99 } },
  POSITION_SIZE_EXCEEDED: { levels: { WARNING: 900 } },
  TOTAL_EXPOSURE_EXCEEDED: { levels: { CRITICAL: 900 } },
  ACCOUNT_BALANCE_LOW: { levels: { EMERGENCY: 1 } },
}
const bot = { initial_capital: '1000', position_size: '400', policy: { taker_fee_rate: '0' } }

describe('an emergency of a live bot', () => {
  it('stops it and closes what it holds; the same alarm stops it again only after it has cleared', async () => {
    const bot_id = 'emergency'
    const risk = { thresholds: onlyDrawdown, close_on_emergency: true }
    expect((await ask('/api/v1/bots', { ...bot, bot_id, risk })).status).toBe(201)
    for (const symbol of ['EMA', 'EMB']) await tick(symbol, 100)
    await open(bot_id, 'falls', 'EMA')
    await open(bot_id, 'is held', 'EMB')
    await untilStatuses(bot_id, 'OPEN', 'OPEN')

    await tick('EMA', 90) // −40 of 1000
    await untilFacts(bot_id, 'alarm.raised', 'bot.stopped')
    const [raised, stopped] = await factsOf(bot_id, 'alarm.raised', 'bot.stopped')
    expect(stopped).toMatchObject({ cause: raised?.id, data: { by: 'alarm', close_open_trades: { ticks_after: 3 } } })
    await until('the stop to be shown', async () => (await stateOf(bot_id)).running === false)
    expect(await stateOf(bot_id)).toMatchObject({
      running: false,
      stopped_by: 'alarm',
      state: { status: 'stopped', status_reason: 'STOPPED_BY_ALARM', in_position: true },
    })
    await tick('EMB', 101)
    await untilStatuses(bot_id, 'CLOSED_SL', 'CLOSED_MANUAL')
    const [, closed] = await tradesOf(bot_id)
    const { events } = (await ask(`/api/v1/trades/${closed.trade_id}`)).data
    expect(events.at(-1)).toMatchObject({ cause: stopped?.id, data: { evidence: { tick: { seq: 4 } } } })

    // Started in spite of the alarm, which still rings: more of the same loss does not stop it.
    expect((await ask(`/api/v1/bots/${bot_id}/start`, { reason: 'we know' })).data.running).toBe(true)
    await open(bot_id, 'falls as well', 'EMA', { entry_price: 90, take_profit: 99, stop_loss: 81 })
    await untilStatuses(bot_id, 'CLOSED_SL', 'CLOSED_MANUAL', 'OPEN')
    await tick('EMA', 81)
    await untilStatuses(bot_id, 'CLOSED_SL', 'CLOSED_MANUAL', 'CLOSED_SL')
    expect((await stateOf(bot_id)).running).toBe(true)

    // A win that makes good for all clears it; the next loss is another alarm, and stops the bot.
    await open(bot_id, 'wins', 'EMB', { entry_price: 101, take_profit: 131.3, stop_loss: 90 })
    await untilStatuses(bot_id, 'CLOSED_SL', 'CLOSED_MANUAL', 'CLOSED_SL', 'OPEN')
    await tick('EMB', 131.3)
    await untilFacts(bot_id, 'alarm.raised', 'alarm.cleared')
    await open(bot_id, 'falls again', 'EMA', { entry_price: 81, take_profit: 90, stop_loss: 72.9 })
    await untilStatuses(bot_id, 'CLOSED_SL', 'CLOSED_MANUAL', 'CLOSED_SL', 'CLOSED_TP', 'OPEN')
    await tick('EMA', 72.9)
    await untilFacts(bot_id, 'bot.stopped', 'bot.started', 'bot.stopped')
    const alarms = await factsOf(bot_id, 'alarm.raised', 'alarm.cleared', 'bot.stopped')
    expect(alarms.map(({ type }) => type)).toEqual([
      'alarm.raised',
      'bot.stopped',
      'alarm.cleared',
      'alarm.raised',
      'bot.stopped',
    ])
  })
})

describe('a replay bot', () => {
  /** Signals of one bot, each with the tick that ends its trade, all by the payloads' times. */
  const replay = async (name: string, bots: object[], lines: object[]) => {
    const file = join(system.dataDir, `${name}.jsonl`)
    const botFile = join(system.dataDir, `${name}.json`)
    await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    await writeFile(botFile, JSON.stringify(bots))
    const outcome = await papertape('replay', file, '--bot', botFile, '--json', ...system.flags)
    expect(outcome, outcome.stderr).toMatchObject({ code: 0 })
  }
  const price = (time: string, at: number, symbol = 'RPL') => ({
    kind: 'price',
    venue: 'binance',
    symbol,
    price: at,
    time,
  })
  const signal = (bot_id: string, signal_id: string, time: string, given: object = {}) => ({
    kind: 'signal',
    bot_id,
    signal_id,
    time,
    symbol: 'RPL',
    direction: 'LONG',
    entry_price: 100,
    take_profit: 110,
    stop_loss: 90,
    ...given,
  })
  const answers = async (botId: string) =>
    (await factsOf(botId, 'signal.accepted', 'signal.rejected')).map((fact) =>
      fact.type === 'signal.rejected' ? `${fact.data.reason} ${fact.data.detail}` : 'accepted',
    )

  it('is stopped and closed by no alarm', async () => {
    const bot_id = 'replayed-emergency'
    const risk = { thresholds: onlyDrawdown, close_on_emergency: true }
    await replay(
      'emergency',
      [{ ...bot, bot_id, mode: 'replay', risk }],
      [
        price('2024-03-01T10:00:00Z', 100),
        price('2024-03-01T10:00:00Z', 100, 'RPH'),
        signal(bot_id, 'falls', '2024-03-01T10:00:01Z'),
        signal(bot_id, 'is held', '2024-03-01T10:00:02Z', { symbol: 'RPH' }),
        price('2024-03-01T10:00:03Z', 90),
        price('2024-03-01T10:01:04Z', 101, 'RPH'),
        signal(bot_id, 'is taken', '2024-03-01T10:02:00Z', { symbol: 'RPH', entry_price: 101 }),
        price('2024-03-01T10:03:00Z', 102, 'RPH'),
      ],
    )
    await untilFacts(bot_id, 'alarm.raised')
    expect((await factsOf(bot_id, 'bot.stopped')).length).toBe(0)
    expect(await answers(bot_id)).toEqual(['accepted', 'accepted', 'accepted'])
    expect((await tradesOf(bot_id)).map(({ status }) => status)).toEqual(['CLOSED_SL', 'OPEN', 'OPEN'])
    const { trade_id } = (await tradesOf(bot_id))[1]
    expect(await ask(`/api/v1/trades/${trade_id}/close`, {})).toMatchObject({
      status: 409,
      data: { code: 'replay-bot' },
    })
  })

  it('keeps its daily limits by the payloads’ days, and begins anew at midnight', async () => {
    const limited = 'replayed-count'
    const losing = 'replayed-loss'
    const day = (date: number, time: string) => `2024-03-0${date}T${time}Z`
    await replay(
      'limits',
      [
        { ...bot, bot_id: limited, mode: 'replay', risk: { thresholds: onlyDrawdown, max_trades_per_day: 2 } },
        { ...bot, bot_id: losing, mode: 'replay', risk: { thresholds: onlyDrawdown, daily_loss_limit: '40' } },
      ],
      [
        price(day(1, '22:00:00'), 100),
        signal(limited, 'c1', day(1, '23:00:00')),
        signal(losing, 'l1', day(1, '23:00:00')),
        signal(limited, 'c2', day(1, '23:00:01')),
        signal(limited, 'c3', day(1, '23:59:59.999')),
        price(day(1, '23:59:00'), 90),
        signal(losing, 'l2', day(1, '23:59:59.999'), { entry_price: 90, take_profit: 99, stop_loss: 81 }),
        signal(losing, 'l3', day(2, '00:00:00'), { entry_price: 90, take_profit: 99, stop_loss: 81 }),
        signal(limited, 'c4', day(2, '00:00:00'), { entry_price: 90, take_profit: 99, stop_loss: 81 }),
        price(day(2, '00:00:01'), 91),
      ],
    )
    expect(await answers(limited)).toEqual([
      'accepted',
      'accepted',
      'RISK_LIMIT max_trades_per_day: 2 of 2 trades opened on 2024-03-01, until 2024-03-02T00:00:00.000Z',
      'accepted',
    ])
    expect(await answers(losing)).toEqual([
      'accepted',
      'RISK_LIMIT daily_loss_limit: -40 realised on 2024-03-01, 40 may be lost, until 2024-03-02T00:00:00.000Z',
      'accepted',
    ])
  })
})

describe('limits of a live bot', () => {
  it('hold though every service is started anew in between', async () => {
    const bot_id = 'limited'
    const risk = { thresholds: onlyDrawdown, max_trades_per_day: 2 }
    expect((await ask('/api/v1/bots', { ...bot, bot_id, risk })).status).toBe(201)
    await tick('LIM', 100)
    await open(bot_id, 's1', 'LIM')
    await open(bot_id, 's2', 'LIM')
    await untilStatuses(bot_id, 'OPEN', 'OPEN')
    const before = system.stack().services
    for (const { pid } of before) process.kill(pid, 'SIGKILL')
    await until('new processes that answer', async () => {
      const now = system.stack().services
      const anew = before.every(({ pid }) => now.every((service) => service.pid !== pid))
      return anew && (await ask('/api/health').catch(() => null))?.status === 200
    })
    await open(bot_id, 's3', 'LIM')
    await untilFacts(bot_id, 'signal.accepted', 'signal.accepted', 'signal.rejected')
    const rejected = (await factsOf(bot_id, 'signal.rejected'))[0]
    const midnight = new Date(Date.parse(rejected?.time.slice(0, 10) ?? '') + 86_400_000).toISOString()
    expect(rejected?.data).toMatchObject({ reason: 'RISK_LIMIT', detail: expect.stringContaining(`until ${midnight}`) })
  })
})
