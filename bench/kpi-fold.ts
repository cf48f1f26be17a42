import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import {
  type BotKpi,
  botKpiFromJson,
  createReturnSample,
  figureOf,
  foldKpi,
  foldPortfolio,
  initialKpi,
  initialPortfolio,
  kpiToJson,
  packSnapshot,
  snapshotOf,
  unpackSnapshot,
} from '@papertape/metrics'
import { aTrade, clockAt, marksAt, minute } from '@papertape/metrics/testing'

/**
 * What the figures cost: one fill folded into its bot and its portfolio, with all figures of the contract on, against
 * parsing that fill's JSON, which every reader of the ledger does; then marks, snapshots, stored states and memory.
 * Run: `node --expose-gc bench/kpi-fold.ts [TRADES]`; exits 1 when a fill costs more than four times as much to fold as
 * to parse.
 */
const TRADES = Number(process.argv[2] ?? 100_000)
const BOTS = 100
const OPEN = 10
const ROUNDS = 5
const RATIO_MIN = 0.25

const perSecond = (what: string, count: number, run: () => void): number => {
  const rates = Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now()
    run()
    return count / ((performance.now() - startedAt) / 1000)
  })
  const median = rates.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN
  console.log(`${what.padEnd(56)} ${Math.round(median).toLocaleString('en').padStart(12)} /s`)
  return median
}

const heapUsed = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const registered = (index: number) =>
  botRegisteredOf(aRegistration({ bot_id: `bot${index}`, initial_capital: '10000' }))
const tradeOf = (index: number) =>
  aTrade({
    bot_id: `bot${index % BOTS}`,
    signal_id: `s${index}`,
    symbol: `S${index % 20}`,
    direction: index % 3 === 0 ? 'SHORT' : 'LONG',
    entry_price: `${60_000 + (index % 977)}.25`,
    at: minute(index % 1_000_000),
  })

/** Each trade's entry, and its exit after all bots have opened `OPEN` more. */
const fills = Array.from({ length: TRADES }, (_, index) => tradeOf(index)).flatMap((trade, index, all) => {
  const leaving = all[index - BOTS * OPEN]
  const exit = leaving?.exit(`${60_000 + (index % 1009)}.75`, minute(index))
  return exit === undefined ? [trade.entry] : [trade.entry, exit]
})
const texts = fills.map((fill) => JSON.stringify(fill))

const foldAll = () => {
  const bots = new Map(Array.from({ length: BOTS }, (_, index) => [`bot${index}`, initialKpi(registered(index), 0)]))
  const portfolio = initialPortfolio('live')
  let seq = 0
  for (const bot of bots.values()) {
    seq += 1
    foldPortfolio(portfolio, registered(0), [bot], seq)
  }
  for (const fill of fills) {
    seq += 1
    const bot = bots.get(fill.bot_id)
    if (bot !== undefined) foldPortfolio(portfolio, fill, [foldKpi(bot, fill, seq)], seq)
  }
  return { bots, portfolio, seq }
}

let parsed = 0
const parsing = perSecond('parse a fill, no figures', texts.length, () => {
  for (const text of texts) parsed += JSON.parse(text).data.leg.length
})
const folding = perSecond('fold a fill into bot and portfolio, all figures', fills.length, () => void foldAll())
const ratio = folding / parsing

const { bots, portfolio } = foldAll()
let seq = 2 * fills.length
let price = 60_000
const prices = () => {
  price += 0.5
  return Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`S${index}`, String(price + index)]))
}
const MINUTES = 200
perSecond(`value an open trade, ${BOTS * OPEN} of them in 20 marks`, MINUTES * BOTS * OPEN, () => {
  for (let at = 0; at < MINUTES; at += 1) {
    seq += 1
    const marks = marksAt(minute(seq), prices())
    const moved = [...bots.values()].map((bot) => foldKpi(bot, marks, seq))
    foldPortfolio(portfolio, marks, moved, seq)
  }
})
const DAYS = 1000
let dayNumber = 0
const sample = createReturnSample()
const [first] = bots.values()
if (first === undefined) throw new Error('no bot')
const closing: BotKpi = first
perSecond('close a day and add it to the sample', DAYS, () => {
  for (let day = 0; day < DAYS; day += 1) {
    seq += 1
    const at = new Date(Date.parse(minute(0)) + (dayNumber += 1) * 86_400_000).toISOString()
    foldKpi(closing, marksAt(at, prices()), seq)
    foldKpi(closing, clockAt(at), seq + 1, (closed) => sample.add(closed))
    seq += 1
  }
})
const COUNT = 20_000
const repeat = (run: () => void) => () => {
  for (let at = 0; at < COUNT; at += 1) run()
}
const shown = snapshotOf(closing, sample)
const packed = packSnapshot(shown)
const stored = JSON.stringify(kpiToJson(closing))
console.log(`${'daily returns in the sample'.padEnd(56)} ${String(sample.length).padStart(12)}`)
perSecond(
  'snapshotOf',
  COUNT,
  repeat(() => snapshotOf(closing, sample)),
)
perSecond(
  'figureOf',
  COUNT,
  repeat(() => figureOf(closing, 'sharpe_ratio')),
)
perSecond(
  'packSnapshot',
  COUNT,
  repeat(() => packSnapshot(shown)),
)
perSecond(
  'unpackSnapshot',
  COUNT,
  repeat(() => unpackSnapshot(packed, shown)),
)
perSecond(
  `a state with ${closing.account.active} open trades to text`,
  COUNT,
  repeat(() => JSON.stringify(kpiToJson(closing))),
)
perSecond(
  'and back',
  COUNT,
  repeat(() => botKpiFromJson(JSON.parse(stored))),
)
console.log(
  `${'bytes of snapshot, packed, state'.padEnd(56)} ${JSON.stringify(shown).length}, ${packed.length}, ${stored.length}`,
)

const before = heapUsed()
const idle = Array.from({ length: 10_000 }, (_, index) => initialKpi(registered(index), 1))
const bare = (heapUsed() - before) / idle.length
const loaded = Array.from({ length: 1_000 }, () => botKpiFromJson(JSON.parse(stored)))
const withTrades = (heapUsed() - before - bare * idle.length) / loaded.length
console.log(`${'heap of a bot, bare'.padEnd(56)} ${String(Math.round(bare)).padStart(12)} bytes`)
console.log(
  `${`heap of a bot with ${OPEN} open trades`.padEnd(56)} ${String(Math.round(withTrades)).padStart(12)} bytes`,
)
console.log(`${'fills folded while one is parsed'.padEnd(56)} ${ratio.toFixed(2).padStart(12)}`)
if (parsed === 0 || idle.length + loaded.length === 0) throw new Error('nothing was measured')
process.exit(ratio >= RATIO_MIN ? 0 : 1)
