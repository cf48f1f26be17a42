import { ALL_BOTS, type EventOf, eventIdOf, tradeIdOf } from '@papertape/events'
import { EPOCH_START } from '@papertape/events/testing'
import { decimal, formatDecimal, product, quotient } from '@papertape/money'

type Fill = EventOf<'fill.recorded'>
type FillData = Fill['data']

/** The instant so many minutes behind the one all builders start from. */
export const minute = (count: number): string => new Date(Date.parse(EPOCH_START) + count * 60_000).toISOString()

export type GivenTrade = {
  bot_id?: string
  signal_id?: string
  venue?: string
  symbol?: string
  direction?: 'LONG' | 'SHORT'
  mode?: FillData['mode']
  run?: string | null
  entry_price?: string
  /** Quote units. */
  position_size?: string
  fee_rate?: string
  at?: string
}

const envelopeOf = (fill: FillData, botId: string, time: string): Fill => ({
  id: eventIdOf('fill.recorded', fill.trade_id, fill.leg),
  type: 'fill.recorded',
  version: 1,
  bot_id: botId,
  time,
  recorded_at: time,
  cause: null,
  correlation: fill.signal_id,
  data: fill,
})

/** A trade by the rules of CONTRACT section 3: its entry fill, and its exit fill at a price and time. */
export const aTrade = (given: GivenTrade = {}) => {
  const { bot_id = 'bot', signal_id = 's1', entry_price = '100', position_size = '100', fee_rate = '0.001' } = given
  const { direction = 'LONG', at = EPOCH_START } = given
  const price = decimal(entry_price)
  const quantity = quotient(decimal(position_size), price)
  const entryFee = product(quantity, price, decimal(fee_rate))
  const common = {
    trade_id: tradeIdOf(bot_id, signal_id),
    signal_id,
    symbol: given.symbol ?? 'BTCUSDT',
    venue: given.venue ?? 'binance',
    direction,
    mode: given.mode ?? 'live',
    run: given.run ?? null,
    price_gap: false,
    evidence: { tick: null, previous_tick: null, gapped: false, moment: null, policy_hash: 'p' },
    quantity: formatDecimal(quantity),
    ambiguous: false,
  } as const
  const entry = envelopeOf(
    {
      ...common,
      leg: 'entry',
      status: 'OPEN',
      price: formatDecimal(price),
      notional: formatDecimal(product(quantity, price)),
      fee: formatDecimal(entryFee),
      exit: null,
    },
    bot_id,
    at,
  )
  const exit = (exitPrice: string, exitAt: string): Fill => {
    const exitedAt = decimal(exitPrice)
    const fee = product(quantity, exitedAt, decimal(fee_rate))
    const gross = product(quantity, direction === 'LONG' ? exitedAt - price : price - exitedAt)
    return envelopeOf(
      {
        ...common,
        leg: 'exit',
        status: 'CLOSED_SIGNAL',
        price: formatDecimal(exitedAt),
        notional: formatDecimal(product(quantity, exitedAt)),
        fee: formatDecimal(fee),
        exit: {
          entry_price: formatDecimal(price),
          entry_time: at,
          entry_fee: formatDecimal(entryFee),
          gross_pnl: formatDecimal(gross),
          realized_pnl: formatDecimal(gross - entryFee - fee),
          closed_by: null,
        },
      },
      bot_id,
      exitAt,
    )
  }
  return { entry, exit }
}

/** The marks of a partition at a minute: prices by symbol, of venue binance. */
export const marksAt = (
  at: string,
  prices: { readonly [symbol: string]: string },
  given: { partition?: number; run?: string | null } = {},
): EventOf<'marks.recorded'> => {
  const { partition = 0, run = null } = given
  const id = eventIdOf('marks.recorded', String(partition), String(run), at, JSON.stringify(prices))
  return {
    id,
    type: 'marks.recorded',
    version: 1,
    bot_id: ALL_BOTS,
    time: at,
    recorded_at: at,
    cause: null,
    correlation: null,
    data: {
      partition,
      run,
      minute: at,
      ledger_seq: 0,
      ticks_epoch: 'e1',
      marks: Object.entries(prices).map(([symbol, price]) => ({ venue: 'binance', symbol, price, time: at, seq: 1 })),
    },
  }
}

/** The clock's tick at a minute. */
export const clockAt = (at: string): EventOf<'clock.ticked'> => ({
  id: eventIdOf('clock.ticked', at),
  type: 'clock.ticked',
  version: 1,
  bot_id: ALL_BOTS,
  time: at,
  recorded_at: at,
  cause: null,
  correlation: null,
  data: { minute: at },
})
