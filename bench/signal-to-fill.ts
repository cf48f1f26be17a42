import { setTimeout as pause } from 'node:timers/promises'
import { parseFact } from '@papertape/events'
import { connectTape, type Tape } from '@papertape/tape'
import { percentile, type RunningSystem, runSystem } from './running-system.ts'

/**
 * How long it takes from publishing a signal until a follower of the ledger has its entry fill, at 200 signals a second
 * over 100 bots, with everything on this machine. Beside it, in the same run and at the same rate, what a bare tick takes
 * from a publisher through PRICES to a follower: what the bus itself costs. The budget is p50 < 10 ms and p99 < 40 ms,
 * to a client of the live feed; this measures as far as the ledger. Run: `node bench/signal-to-fill.ts [SIGNALS]`.
 */
const signals = Number(process.argv[2] ?? 3000)
const perSecond = 200
const bots = Array.from({ length: 100 }, (_, index) => `bench-${index}`)

const register = async ({ gatewayUrl, adminToken }: RunningSystem) => {
  for (const bot_id of bots) {
    const response = await fetch(`${gatewayUrl}/api/v1/bots`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ bot_id }),
    })
    if (response.status !== 201) throw new Error(`registering ${bot_id}: ${response.status}`)
  }
}

/** Publishes at the rate, and answers how long each took to be heard, sorted, in milliseconds. */
const measure = async (publish: (index: number) => Promise<unknown>, heard: Map<number, number>): Promise<number[]> => {
  const sentMs: number[] = []
  const startMs = performance.now()
  for (let index = 0; index < signals; index += 1) {
    const waitMs = startMs + (index * 1000) / perSecond - performance.now()
    if (waitMs > 0) await pause(waitMs)
    sentMs[index] = performance.now()
    publish(index).catch((error: unknown) => {
      throw error
    })
  }
  const giveUpMs = performance.now() + 30_000
  while (heard.size < signals && performance.now() < giveUpMs) await pause(20)
  if (heard.size < signals) throw new Error(`only ${heard.size} of ${signals} were heard`)
  return sentMs.map((sent, index) => (heard.get(index) ?? Number.NaN) - sent).toSorted((a, b) => a - b)
}

const bareTicks = (tape: Tape, stop: AbortSignal) => {
  const heard = new Map<number, number>()
  tape.follow({
    stream: 'PRICES',
    subjects: 'prices.bench.BARE',
    from: 1,
    signal: stop,
    onMessage: (message) => void heard.set(Number(JSON.parse(message.text()).size), performance.now()),
  })
  return measure(
    (index) => tape.publisher().publish('prices.bench.BARE', JSON.stringify({ price: 100, size: index })),
    heard,
  )
}

const signalsToFills = (tape: Tape, stop: AbortSignal) => {
  const heard = new Map<number, number>()
  tape.follow({
    stream: 'LEDGER',
    subjects: 'ledger.*.*.fill.recorded',
    from: 1,
    signal: stop,
    onMessage(message) {
      const fact = parseFact(message.text())
      if (fact.type === 'fill.recorded') heard.set(Number(fact.data.signal_id), performance.now())
    },
  })
  const signal = { symbol: 'BENCH', direction: 'LONG', entry_price: 100, take_profit: 110, stop_loss: 90 }
  return measure(
    (index) =>
      tape
        .publisher()
        .publish(`signals.${bots[index % bots.length] ?? ''}`, JSON.stringify({ ...signal, signal_id: String(index) })),
    heard,
  )
}

const describe = (what: string, sorted: readonly number[]) =>
  console.log(
    `${what.padEnd(34)} p50 ${percentile(sorted, 0.5).toFixed(1)} ms  p99 ${percentile(sorted, 0.99).toFixed(1)} ms`,
  )

await using system = await runSystem()
await using tape = await connectTape({ servers: system.natsUrl, name: 'bench' })
const stop = new AbortController()
await register(system)
console.log(`${signals} signals at ${perSecond}/s over ${bots.length} bots`)
const bare = await bareTicks(tape, stop.signal)
const fills = await signalsToFills(tape, stop.signal)
describe('bare tick to follower', bare)
describe('signal to entry fill in the ledger', fills)
const [p50, p99] = [percentile(fills, 0.5), percentile(fills, 0.99)]
console.log(
  `of the budget: p50 ${(p50 / 10).toFixed(2)}, p99 ${(p99 / 40).toFixed(2)}; to the bare tick: p50 ${(p50 / percentile(bare, 0.5)).toFixed(1)}x`,
)
stop.abort()
