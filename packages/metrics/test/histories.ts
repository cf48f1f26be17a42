import type { BotMode, EventOf, LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { formatDecimal } from '@papertape/money'
import fc from 'fast-check'
import { aTrade, clockAt, marksAt, minute } from '../src/testing.ts'

const BOTS = ['a', 'b', 'c', 'r', '__proto__'] as const
const SYMBOLS = ['X', 'Y', 'toString'] as const
const RUNS = ['r1', 'r2'] as const

type Trade = { entry: EventOf<'fill.recorded'>; exit: (price: string, at: string) => EventOf<'fill.recorded'> }

/** Prices and sizes of everyday and of extreme magnitude; 100 often, so that levels meet again. */
const price = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('100', '90', '110', '50', '200') },
  { weight: 3, arbitrary: fc.bigInt({ min: 10n ** 18n, max: 10n ** 21n }).map(formatDecimal) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 10n ** 24n }).map(formatDecimal) },
)
const which = fc.nat({ max: 1000 })
const minutes = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 600 }) },
  { weight: 2, arbitrary: fc.integer({ min: 600, max: 3000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 3000, max: 1_000_000 }) },
)

/** One random step; steps that make no sense where they stand do nothing. */
export const step = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('join' as const),
      bot: fc.constantFrom(...BOTS),
      capital: fc.constantFrom('1000', '777.77', '1000000000', '10'),
      mode: fc.constantFrom<BotMode>('live', 'live', 'demo', 'replay', 'replay'),
      public: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      which,
      symbol: fc.constantFrom(...SYMBOLS),
      direction: fc.constantFrom('LONG' as const, 'SHORT' as const),
      size: fc.constantFrom('100', '500', '0.000001', '1000'),
      fee_rate: fc.constantFrom('0', '0', '0.001'),
      run: fc.constantFrom(...RUNS),
      price,
      late: fc.integer({ min: 0, max: 90 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('close' as const), which, price, atEntry: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      run: fc.constantFrom(null, null, ...RUNS),
      symbol: fc.constantFrom(...SYMBOLS),
      minutes,
      price,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('clock' as const), minutes }) },
)

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never
type Bot = { bot_id: string; mode: BotMode; run: string | null }

/** A ledger that does not contradict itself: registered bots trade, only open trades close, each once. */
export const ledgerOf = (steps: readonly Step[]): LedgerEvent[] => {
  const bots: Bot[] = []
  const open: { bot: Bot; trade: Trade }[] = []
  const clocks = new Map<string | null, number>([
    [null, 0],
    ['r1', -2_000_000],
    ['r2', -2_000_500],
  ])
  const now = (run: string | null): number => clocks.get(run) ?? 0
  const pass = (run: string | null, count: number): string => {
    clocks.set(run, now(run) + count)
    return minute(now(run))
  }
  const join = (one: Extract<Step, { kind: 'join' }>): LedgerEvent[] => {
    if (bots.some(({ bot_id }) => bot_id === one.bot)) return []
    bots.push({ bot_id: one.bot, mode: one.mode, run: null })
    const registered = botRegisteredOf(
      aRegistration({ bot_id: one.bot, initial_capital: one.capital, mode: one.mode, public: one.public }),
    )
    return [{ ...registered, time: pass(null, 0), recorded_at: minute(now(null)) }]
  }
  const enter = (one: Extract<Step, { kind: 'open' }>, signal_id: string): LedgerEvent[] => {
    const bot = bots[one.which % Math.max(1, bots.length)]
    if (bot === undefined) return []
    // A bot leaves a run only when none of its trades is open in it.
    const isFree = bot.mode === 'replay' && !open.some((held) => held.bot === bot)
    if (isFree) bot.run = one.run
    const at = minute(now(bot.run) - (bot.mode === 'replay' ? 0 : one.late))
    const trade = aTrade({
      bot_id: bot.bot_id,
      signal_id,
      symbol: one.symbol,
      direction: one.direction,
      mode: bot.mode,
      run: bot.run,
      entry_price: one.price,
      position_size: one.size,
      fee_rate: one.fee_rate,
      at,
    })
    open.push({ bot, trade })
    return [trade.entry]
  }
  const leave = (one: Extract<Step, { kind: 'close' }>): LedgerEvent[] => {
    const [held] = open.splice(one.which % Math.max(1, open.length), 1)
    if (held === undefined) return []
    return [held.trade.exit(one.atEntry ? held.trade.entry.data.price : one.price, minute(now(held.bot.run)))]
  }
  return steps.flatMap((one, index): LedgerEvent[] => {
    switch (one.kind) {
      case 'join':
        return join(one)
      case 'open':
        return enter(one, `s${index}`)
      case 'close':
        return leave(one)
      case 'mark':
        return [marksAt(pass(one.run, one.minutes), { [one.symbol]: one.price }, { run: one.run })]
      case 'clock':
        return [clockAt(pass(null, one.minutes))]
    }
  })
}

/** Random ledgers of several bots of all modes. */
export const ledger = fc.array(step, { maxLength: 70, size: 'max' }).map(ledgerOf)
