import { setTimeout as delay } from 'node:timers/promises'
import { parseFact, subjects } from '@papertape/events'
import { disturbing } from '@papertape/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TOLD_TYPES } from '../src/feed/topics/fact-view.ts'
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts'
import { type Harness, startHarness } from './harness.ts'
import { startRoamingClient } from './roaming-client.ts'
import { startRoundRobin } from './round-robin.ts'

/** Runs the same case again: FEED_SEED=<what a failed run printed>. */
const seed = Number(process.env['FEED_SEED'] ?? Date.now() % 1_000_000)
const CLIENTS = 200
const FLOW_MS = 15_000
const TOPICS = ['trades', 'signals', 'summary', 'positions', 'kpi:all', 'kpi:bot1']

const randomFrom = (start: number): (() => number) => {
  let state = start >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

let harness: Harness
let gateways: GatewayProcess[]
beforeAll(async () => {
  harness = await startHarness()
  for (const bot_id of BOTS) await harness.register({ bot_id, public: bot_id !== 'secret' })
  const env = { NATS_URL: harness.servers.natsUrl, DATABASE_URL: harness.servers.databaseUrl }
  gateways = await Promise.all([startGatewayProcess(env), startGatewayProcess(env)])
})
afterAll(async () => {
  for (const gateway of gateways) await gateway[Symbol.asyncDispose]()
  await harness[Symbol.asyncDispose]()
})

/** The facts that the public is told, from the ledger itself. */
const toldByLedger = async () => {
  const { lastSeq } = await harness.tape.streamState('LEDGER')
  const facts: { topic: string; seq: number; id: string }[] = []
  const stop = new AbortController()
  const follower = harness.tape.follow({
    stream: 'LEDGER',
    subjects: TOLD_TYPES.map((type) => subjects.ofType(type)),
    from: 1,
    signal: stop.signal,
    onMessage: (message) => {
      const { id, type, bot_id } = parseFact(message.text())
      if (bot_id === 'secret') return
      facts.push({ topic: type.startsWith('signal') ? 'signals' : 'trades', seq: message.seq, id })
    },
  })
  await follower.reached(lastSeq)
  stop.abort()
  await follower.done
  return facts
}

const BOTS = ['bot1', 'bot2', 'bot3', 'secret']

/** Numbers the signals, through a second try as well: an id is good for one trade only. */
let signals = 0

/** One bot's trades, one after another. */
const randomTrades = async (bot_id: string, random: () => number, going: () => boolean): Promise<number> => {
  let trades = 0
  while (going()) {
    trades += 1
    signals += 1
    const prices = random() < 0.2 ? [] : random() < 0.5 ? ['111'] : ['90']
    await harness.trade({ bot_id, signal_id: `s${signals}` }, ...prices)
    await delay(random() * 100)
  }
  return trades
}

/** Trades for a while, and meanwhile each gateway dies in turn. Answers how many trades there were. */
const tradesMeanwhile = async (random: () => number, signal: AbortSignal): Promise<number> => {
  let trades = 0
  let turn = 0
  const kill = async () => {
    const gateway = gateways[turn++ % gateways.length]
    await delay(1500 + random() * 2500)
    await gateway?.kill()
    await delay(random() * 500)
    await gateway?.start()
  }
  await disturbing(signal, kill, async (going) => {
    const untilMs = performance.now() + FLOW_MS
    // However slow the machine, until each has died twice.
    const goesOn = () => going() && (performance.now() < untilMs || turn <= 2 * gateways.length)
    const counts = await Promise.all(BOTS.map((bot, nth) => randomTrades(bot, randomFrom(seed + nth), goesOn)))
    trades = counts.reduce((sum, count) => sum + count)
  })
  return trades
}

it(`200 clients that drop, stall and resume at two gateways that are killed hold exactly the ledger (seed ${seed})`, async ({
  signal,
  onTestFinished,
}) => {
  const random = randomFrom(seed)
  using balancer = await startRoundRobin(() => gateways.map((gateway) => gateway.port()))
  const clients = Array.from({ length: CLIENTS }, (_, nth) =>
    startRoamingClient(balancer.url, TOPICS, randomFrom(seed + nth * 7919)),
  )
  onTestFinished(async () => {
    await Promise.all(clients.map((client) => client.end()))
  })
  const trades = await tradesMeanwhile(random, signal)
  for (const client of clients) client.settle()
  const facts = await toldByLedger()
  const expected = Object.fromEntries(
    await Promise.all(
      [
        ['summary', '/api/public/paper-trading/summary'],
        ['positions', '/api/public/paper-trading/open-positions?limit=500'],
        ['kpi:all', '/api/kpi/current'],
        ['kpi:bot1', '/api/kpi/current?bot_id=bot1'],
      ].map(async ([topic = '', path = '']) => [topic, await harness.data(path)] as const),
    ),
  )
  const holds = ({ keeper }: (typeof clients)[number]) => {
    for (const topic of ['trades', 'signals']) {
      const { base = Number.NaN, told = [] } = keeper.events.get(topic) ?? {}
      const due = facts.filter((fact) => fact.topic === topic && fact.seq > base)
      expect(told).toEqual(due.map(({ seq, id }) => ({ seq, id })))
    }
    for (const [topic, state] of Object.entries(expected)) {
      const byId = (rows: unknown) =>
        Array.isArray(rows) ? rows.toSorted((a, b) => (a.trade_id < b.trade_id ? -1 : 1)) : rows
      expect(byId(keeper.state(topic))).toEqual(byId(state))
    }
  }
  const settledMs = performance.now() + 60_000
  for (const client of clients) {
    const timeout = Math.max(50, settledMs - performance.now())
    await expect.poll(() => holds(client), { timeout, interval: 50 }).toBeUndefined()
    expect(client.keeper.broken).toEqual([])
  }
  const sum = (of: keyof (typeof clients)[number]['counts']) => clients.reduce((all, { counts }) => all + counts[of], 0)
  // Enough has happened for the rest to mean something.
  expect(trades).toBeGreaterThan(40)
  expect(sum('connects')).toBeGreaterThan(CLIENTS * 3)
  expect(sum('stalls')).toBeGreaterThan(CLIENTS / 2)
})
