import type { ClosingFact } from '@papertape/events'
import { aCloseRequest, aClosingStop } from '@papertape/events/testing'
import { decimal, formatDecimal } from '@papertape/money'
import fc from 'fast-check'
import { type Decision, type Price, tickOf } from '../src/index.ts'
import { type Accepted, aClose, aLong, aPolicy, aShort, second } from './given.ts'
import type { Asked, Said } from './reference.ts'

/** A fact that opens or closes, at its place in the ledger; `index` is its place among those of its story. */
export type Told = { fact: ClosingFact; seq: number; index: number }

/** One instrument's tape and the ledger's facts about it, in ledger order. */
export type Story = { prices: Price[]; facts: Told[] }

type DrawnOf<Drawn> = Drawn extends fc.Arbitrary<infer One> ? One : never

const level = fc.integer({ min: 88, max: 112 })
const times = decimal('1')
const price = (value: number) => BigInt(value) * times

const anyPrice = fc.record({
  waits: fc.constantFrom(0, 0, 1, 20, 60, 90),
  skips: fc.integer({ min: 1, max: 3 }),
  isCandle: fc.boolean(),
  points: fc.tuple(level, level, level, level),
  quotes: fc.option(fc.tuple(level, level)),
})

const tapeOf = (drawn: readonly DrawnOf<typeof anyPrice>[]): Price[] => {
  let clock = 100
  let seq = 0
  return drawn.map(({ waits, skips, isCandle, points, quotes }): Price => {
    clock += waits
    seq += skips
    const [open, a, b, close] = points.map(price) as [bigint, bigint, bigint, bigint]
    const all = [open, a, b, close]
    const high = all.reduce((x, y) => (x > y ? x : y))
    const low = all.reduce((x, y) => (x < y ? x : y))
    return isCandle
      ? { kind: 'candle', open, high, low, close, opened_at: second(clock - 60), time: second(clock), seq }
      : {
          kind: 'tick',
          price: open,
          bid: quotes === null ? null : price(quotes[0]),
          ask: quotes === null ? null : price(quotes[1]),
          time: second(clock),
          seq,
        }
  })
}

const anySignal = fc.record({
  kind: fc.constantFrom('OPEN', 'OPEN', 'OPEN', 'CLOSE', 'CLOSE', 'CLOSE_TRADE', 'CLOSE_ALL'),
  /** Which of the trades before it is to be closed, and how far PRICES had gone on with other instruments. */
  aim: fc.nat(7),
  ahead: fc.nat(2),
  /** Near which price it is accepted, and how many seconds from it. */
  near: fc.nat(25),
  off: fc.constantFrom(-1, 0, 0, 1, 30),
  bot: fc.constantFrom('a', 'b'),
  isLong: fc.boolean(),
  profit: fc.option(fc.integer({ min: 1, max: 10 })),
  loss: fc.option(fc.integer({ min: 1, max: 10 })),
  lives: fc.option(fc.integer({ min: 1, max: 200 })),
  isNext: fc.boolean(),
  bps: fc.constantFrom('0', '10', '2500'),
  narrowed: fc.option(fc.constantFrom('LONG' as const, 'SHORT' as const)),
})
type AnySignal = DrawnOf<typeof anySignal>

const secondsOf = ({ near, off }: AnySignal, prices: readonly Price[]): number => {
  const time = prices[near % Math.max(1, prices.length)]?.time ?? second(100)
  return (Date.parse(time) - Date.parse(second(0))) / 1000 + off
}

const acceptedOf = (drawn: AnySignal, index: number, prices: readonly Price[]): Accepted => {
  const at = secondsOf(drawn, prices)
  const accepted_at = second(at)
  const last = prices.findLast(({ time }) => time < accepted_at)
  const common = {
    bot_id: drawn.bot,
    signal_id: `s${index}`,
    accepted_at,
    last_tick: last === undefined ? null : tickOf(last),
    ticks_after: last?.seq ?? 0,
    input: { stream: 'SIGNALS' as const, epoch: 'e1', seq: index + 1, received_at: accepted_at },
  }
  if (drawn.kind === 'CLOSE') return aClose({ ...common, direction: drawn.narrowed })
  const side = drawn.isLong ? 1 : -1
  const levelAt = (distance: number | null) => (distance === null ? null : formatDecimal(price(100 + side * distance)))
  return (drawn.isLong ? aLong : aShort)({
    ...common,
    take_profit: levelAt(drawn.profit),
    stop_loss: levelAt(drawn.loss === null ? null : -drawn.loss),
    expires_at: drawn.lives === null ? null : second(at + drawn.lives),
    policy: aPolicy(drawn.isNext ? { entry: 'next_tick', slippage_bps: drawn.bps } : {}),
  })
}

/** The fact that was drawn; one that asks for a trade to be closed knows those told before it. */
const factOf = (drawn: AnySignal, index: number, prices: readonly Price[], before: readonly Told[]): ClosingFact => {
  if (drawn.kind === 'OPEN' || drawn.kind === 'CLOSE') return acceptedOf(drawn, index, prices)
  const time = second(secondsOf(drawn, prices))
  const last = prices.findLast((each) => each.time <= time)?.seq ?? 0
  const next = prices.find(({ seq }) => seq > last)?.seq ?? last + 3
  const ticksAfter = Math.min(last + drawn.ahead, next - 1)
  const given = { bot_id: drawn.bot, time }
  if (drawn.kind === 'CLOSE_ALL') return aClosingStop(`s${index}`, ticksAfter, given)
  const opened = before.flatMap(({ fact }) =>
    fact.type === 'signal.accepted' && fact.data.trade_id !== null ? [{ ...fact, trade_id: fact.data.trade_id }] : [],
  )
  const aim = opened[drawn.aim % Math.max(1, opened.length)]
  const request = aCloseRequest(aim?.trade_id ?? 'unheard-of', ticksAfter, { ...given, bot_id: aim?.bot_id ?? 'a' })
  return { ...request, id: `${request.id}-${index}` }
}

/**
 * Tapes of ticks and candles that walk through levels, leap over them and share milliseconds, with signals amid. These come
 * in any order of their times: live they would not, but a replay's file need not keep to any.
 */
export const stories: fc.Arbitrary<Story> = fc
  .tuple(fc.array(anyPrice, { maxLength: 25 }), fc.array(anySignal, { minLength: 1, maxLength: 8 }))
  .map(([drawnPrices, drawnSignals]) => {
    const prices = tapeOf(drawnPrices)
    const facts: Told[] = []
    for (const [index, drawn] of drawnSignals.entries()) {
      facts.push({ fact: factOf(drawn, index, prices, facts), seq: (index + 1) * 10, index })
    }
    return { prices, facts }
  })

/** The trades of a story. */
export const opensOf = ({ facts }: Story): { accepted: Accepted; seq: number }[] =>
  facts.flatMap(({ fact, seq }) =>
    fact.type === 'signal.accepted' && fact.data.action === 'OPEN' ? [{ accepted: fact, seq }] : [],
  )

/** What of a fact is meant for a trade opened before it, told here once more and in other words than the engine's. */
const askedBy = (fact: ClosingFact, open: Accepted): Asked[] => {
  if (fact.bot_id !== open.bot_id) return []
  const { time } = fact
  switch (fact.type) {
    case 'signal.accepted': {
      const { action, direction, ticks_after } = fact.data
      const isMeant = action === 'CLOSE' && (direction === null || direction === open.data.direction)
      return isMeant ? [{ ticks_after, time, ends: 'CLOSED_SIGNAL' }] : []
    }
    case 'trade.close_requested': {
      const { trade_id, ticks_after } = fact.data
      return trade_id === open.data.trade_id ? [{ ticks_after, time, ends: 'CLOSED_MANUAL' }] : []
    }
    case 'bot.stopped': {
      const { close_open_trades } = fact.data
      return close_open_trades === undefined
        ? []
        : [{ ticks_after: close_open_trades.ticks_after, time, ends: 'CLOSED_MANUAL' }]
    }
  }
}

/** What is asked for of one trade of a story. */
export const asksFor = ({ facts }: Story, open: { accepted: Accepted; seq: number }): Asked[] =>
  facts.filter(({ seq }) => seq > open.seq).flatMap(({ fact }) => askedBy(fact, open.accepted))

/** A decision in the reference's words. */
export const saidOf = ({ fact, seq }: Decision): Said => {
  const { evidence, signal_id } = fact.data
  return {
    trade: signal_id,
    what: fact.type === 'entry.missed' ? fact.data.reason : fact.data.status,
    price: fact.type === 'entry.missed' ? null : fact.data.price,
    time: fact.time,
    seq: evidence.tick === null ? 0 : seq,
    moment: evidence.moment,
    gapped: evidence.gapped,
    ambiguous: fact.type === 'fill.recorded' && fact.data.ambiguous,
    previous: evidence.previous_tick?.seq ?? null,
  }
}
