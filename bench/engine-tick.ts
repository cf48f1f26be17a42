import { anAcceptedSignal } from '@papertape/events/testing'
import { decimal } from '@papertape/money'
import { createEngine, instrumentKey, type PriceTick } from '@papertape/paper-engine'

/**
 * What one tick costs in the engine while 10,000 trades are open on its instrument and it crosses no level: the budget
 * allows 2 µs. Run: `node bench/engine-tick.ts`; exits 1 when the limit is missed.
 */
const TRADES = 10_000
const TICKS = 200_000
const ROUNDS = 15
const LIMIT_NS = 2_000

const KEY = instrumentKey('binance', 'BTCUSDT')

const tickAt = (seq: number, price: string): PriceTick => ({
  kind: 'tick',
  price: decimal(price),
  bid: null,
  ask: null,
  time: new Date(1_704_067_200_000 + seq).toISOString(),
  seq,
})

/** LONG and SHORT with their levels spread over 1 % to 20 % on both sides of 64,000, half of them with an expiry. */
const openTrades = (): ReturnType<typeof createEngine> => {
  const engine = createEngine({ position: 0 })
  for (let index = 0; index < TRADES; index += 1) {
    const away = 640 + (index * 12_160) / TRADES
    const isLong = index % 2 === 0
    const [upper, lower] = [String(64_000 + away), String(64_000 - away)]
    const accepted = anAcceptedSignal({
      bot_id: `bot${index % 100}`,
      signal_id: `s${index}`,
      direction: isLong ? 'LONG' : 'SHORT',
      entry_price: '64000',
      take_profit: isLong ? upper : lower,
      stop_loss: isLong ? lower : upper,
      expires_at: index % 4 < 2 ? '2025-01-01T00:00:00.000Z' : null,
    })
    engine.open(accepted, index + 1)
  }
  return engine
}

const nsPerTick = (run: () => void): number => {
  const startedAt = process.hrtime.bigint()
  run()
  return Number(process.hrtime.bigint() - startedAt) / TICKS
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const heapUsed = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const engine = openTrades()
let seq = 0
let decided = 0
const costs: number[] = []
const heapBefore = heapUsed()
for (let round = 0; round < ROUNDS; round += 1) {
  const ticks = Array.from({ length: TICKS }, (_, index) => {
    seq += 1
    return tickAt(seq, `${63_400 + ((index * 7) % 1_200)}.${index % 100}`)
  })
  costs.push(
    nsPerTick(() => {
      for (const tick of ticks) decided += engine.advance(KEY, tick).length
    }),
  )
}
if (decided !== 0 || engine.size !== TRADES) throw new Error(`${decided} decisions where none was due`)

const sweepTick = tickAt(seq + 1, '1')
const sweepStartedAt = process.hrtime.bigint()
const swept = engine.advance(KEY, sweepTick).length
const sweepUs = Number(process.hrtime.bigint() - sweepStartedAt) / 1_000

const ns = median(costs)
const ratio = LIMIT_NS / ns
console.log(
  JSON.stringify({
    bench: 'engine-tick',
    open_trades: TRADES,
    ticks: TICKS * ROUNDS,
    ns_per_tick: Math.round(ns),
    slowest_round_ns: Math.round(Math.max(...costs)),
    limit_ns: LIMIT_NS,
    limit_over_cost: Math.round(ratio * 10) / 10,
    us_per_exit_when_all_close_at_once: Math.round((sweepUs / swept) * 10) / 10,
    exits: swept,
    heap_growth_bytes_per_tick: Math.round((heapUsed() - heapBefore) / (TICKS * ROUNDS)),
  }),
)
process.exitCode = ratio >= 1 ? 0 : 1
