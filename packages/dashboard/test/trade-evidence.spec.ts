import { describe, expect, it } from 'vitest'
import { stepsOf } from '../src/pages/trade/decision.ts'
import { keptPrices } from '../src/pages/trade/kept-prices.ts'
import { pricesPlace } from '../src/pages/trade/place.ts'
import { stoodThen } from '../src/pages/trade/stood-then.ts'
import { anAcceptance, anEntry, anExit, aTick, aTradeDetail } from './samples.ts'

const namesOf = (...given: Parameters<typeof stepsOf>): string =>
  stepsOf(...given)
    .map(({ step }) => step)
    .join(' ')
const next = {
  entry: 'next_tick',
  taker_fee_rate: '0.001',
  slippage_bps: '5',
  max_entry_deviation_pct: '2',
  require_levels: true,
} as const

describe('what decided a fill', () => {
  it('is the signal’s own price, within the deviation that the policy allows', () => {
    expect(stepsOf(anEntry(), aTradeDetail())).toEqual([
      { step: 'signal_price', price: '100' },
      { step: 'deviation', pct: '2', last: aTick('99.5', 400, '2026-11-01T09:59:58.000Z') },
    ])
  })

  it('says so where no price was known before, or any deviation is allowed', () => {
    const unknown = aTradeDetail({ events: [anAcceptance({ last_tick: null })] })
    const entry = anEntry({ evidence: { ...anEntry().evidence, previous_tick: null } })
    expect(namesOf(entry, unknown)).toBe('signal_price no_last_tick')
    const policy = { ...anAcceptance().data.policy, max_entry_deviation_pct: null }
    expect(namesOf(entry, aTradeDetail({ events: [anAcceptance({ policy })] }))).toBe('signal_price')
  })

  it('is the first tick, its quote and slippage where the policy enters at that', () => {
    const tick = { ...aTick('100.1', 401, '2026-11-01T10:00:01.000Z'), bid: '100', ask: '100.2' }
    const entry = anEntry({ evidence: { ...anEntry().evidence, tick } })
    const trade = aTradeDetail({ events: [anAcceptance({ policy: next })] })
    expect(stepsOf(entry, trade)).toEqual([
      { step: 'next_tick', price: '100.1' },
      { step: 'quote', side: 'ask', price: '100.2' },
      { step: 'slippage', bps: '5' },
    ])
    expect(stepsOf(entry, { ...trade, direction: 'SHORT' })[1]).toEqual({ step: 'quote', side: 'bid', price: '100' })
  })

  it('is the price that reached the target, which is filled at the target even behind a jump', () => {
    expect(stepsOf(anExit(), aTradeDetail())).toEqual([
      { step: 'take_profit', price: '111', level: '110' },
      { step: 'gapped_profit' },
    ])
  })

  it('is the price that crossed the stop, and the jump costs', () => {
    expect(namesOf(anExit({ status: 'CLOSED_SL' }), aTradeDetail())).toBe('stop_loss gapped_loss')
    const slipping = aTradeDetail({ events: [anAcceptance({ policy: next })] })
    expect(namesOf(anExit({ status: 'CLOSED_SL' }), slipping)).toBe('stop_loss gapped_loss slippage')
  })

  it('is the first price at or after the expiry', () => {
    const trade = aTradeDetail({ expires_at: '2026-11-01T10:30:00.000Z' })
    expect(stepsOf(anExit({ status: 'CLOSED_EXPIRED' }), trade)).toEqual([
      { step: 'expired', at: '2026-11-01T10:30:00.000Z', time: '2026-11-01T11:00:00.000Z' },
    ])
  })

  it('is the CLOSE signal that asked', () => {
    const exit = anExit({ status: 'CLOSED_SIGNAL' })
    expect(stepsOf(exit, aTradeDetail({ closed_by: 's2' }))).toEqual([{ step: 'close_signal', id: 's2' }])
  })

  it('is the last request before the fill, by whoever asked', () => {
    const { data: _, type: __, ...envelope } = anAcceptance()
    const asked = (ledger_seq: number, by: string) => ({
      ...envelope,
      type: 'trade.close_requested' as const,
      ledger_seq,
      data: { ticks_epoch: 'e', ticks_after: 1, trade_id: 't1', by, reason: null },
    })
    const trade = aTradeDetail({ events: [anAcceptance(), asked(11, 'ayse'), asked(13, 'late')] })
    expect(stepsOf(anExit({ status: 'CLOSED_MANUAL' }), trade)).toEqual([
      { step: 'close_request', by: 'ayse', reason: null, seq: 11 },
    ])
  })

  it('names the moment of a candle, and that the loss was taken where both levels were touched', () => {
    const exit = anExit({
      status: 'CLOSED_SL',
      ambiguous: true,
      evidence: { ...anExit().evidence, moment: 'range', gapped: false },
    })
    expect(namesOf(exit, aTradeDetail({ price_gap: true }))).toBe('stop_in_range candle ambiguous price_gap')
  })
})

describe('where the prices of a trade lie', () => {
  it('is the stream of live prices under the epoch that the acceptance names', () => {
    expect(pricesPlace(aTradeDetail({ symbol: 'BTC.P x' }))).toEqual({
      stream: 'PRICES',
      subject: 'prices.binance.BTC%2EP%20x',
      epoch: '2026-10-01T00:00:00Z',
    })
  })

  it('is the run of a replay for its trades', () => {
    expect(pricesPlace(aTradeDetail({ mode: 'replay', run: 'r1' }))).toMatchObject({
      stream: 'REPLAYS',
      subject: 'replays.r1.binance.BTCUSDT',
    })
  })
})

describe('what the ledger keeps of the prices', () => {
  it('is those that its fills name, in the order of time', () => {
    expect(keptPrices(aTradeDetail()).map(({ price }) => price)).toEqual([99.5, 109, 111])
  })
})

describe('a trade in a view of the past', () => {
  it('is what it was where all its facts were written by then', () => {
    const trade = aTradeDetail()
    expect(stoodThen(trade, '10')).toBe(true)
    expect(stoodThen(trade, '9')).toBe(false)
    expect(stoodThen(trade, '2026-11-01T10:00:00.002Z')).toBe(true)
    expect(stoodThen(trade, '2026-11-01T10:00:00.001Z')).toBe(false)
  })

  it('was never what it is while it is open', () => {
    expect(stoodThen({ ...aTradeDetail(), status: 'OPEN' }, '999')).toBe(false)
  })
})
