import {
  eventIdOf,
  inputIdOf,
  REJECTION_REASONS,
  type RejectionReason,
  signalAccepted,
  signalRejected,
  tradeIdOf,
} from '@papertape/events'
import { EPOCH_START } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import type { BotState } from '../src/bot.projection.ts'
import { decide, type Market } from '../src/signal.decider.ts'
import { aBot, aMarket, aMessage, aSignal, dispositionOf, outcomeOf } from './a-signal.ts'

type Situation = { fields: Record<string, unknown>; bot: BotState | null; idUsed: boolean; market: Market }

const sound = (): Situation => ({ fields: aSignal(), bot: aBot(), idUsed: false, market: aMarket() })
const outcome = ({ fields, bot, idUsed, market }: Situation) =>
  outcomeOf(dispositionOf(aMessage(fields), bot, { idUsed, market }))
const detailOf = ({ fields, bot, idUsed, market }: Situation): string | null => {
  const { type, data } = dispositionOf(aMessage(fields), bot, { idUsed, market })
  return type === 'signal.rejected' ? data.detail : null
}

/** For each reason, a way to break exactly its rule. */
const breaches: Record<RejectionReason, (situation: Situation) => Situation> = {
  MALFORMED: (s) => ({ ...s, fields: { ...s.fields, confidence: 'high' } }),
  UNKNOWN_BOT: (s) => ({ ...s, bot: null }),
  DUPLICATE: (s) => ({ ...s, idUsed: true }),
  NOT_ACTIVE: (s) => ({ ...s, fields: { ...s.fields, status: 'DRAFT' } }),
  MISSING_FIELD: (s) => ({ ...s, fields: { ...s.fields, symbol: null } }),
  INVALID_DIRECTION: (s) => ({ ...s, fields: { ...s.fields, direction: 'UP' } }),
  INVALID_PRICE: (s) => ({ ...s, fields: { ...s.fields, stop_loss: '-1' } }),
  INVALID_GEOMETRY: (s) => ({ ...s, fields: { ...s.fields, take_profit: '99' } }),
  EXPIRED_ON_ARRIVAL: (s) => ({ ...s, fields: { ...s.fields, expires_at: EPOCH_START } }),
  FILTERED: (s) => ({ ...s, bot: s.bot && { ...s.bot, filters: { ...s.bot.filters, symbols: ['ETHUSDT'] } } }),
  BOT_NOT_RUNNING: (s) => ({ ...s, bot: s.bot && { ...s.bot, running: false } }),
  RISK_LIMIT: (s) => ({
    ...s,
    bot: s.bot && { ...s.bot, risk: { ...s.bot.risk, max_trades_per_day: 1 }, opens_day: '2024-01-01', opens_count: 1 },
  }),
  ENTRY_OFF_MARKET: (s) => ({ ...s, market: aMarket('120') }),
}

describe('the first reason that applies', () => {
  it('is none for a sound signal', () => expect(outcome(sound())).toBe('accepted'))

  it.each(REJECTION_REASONS)('is %s where only that rule is broken', (reason) => {
    expect(outcome(breaches[reason](sound())).split(' ')[0]).toBe(reason)
  })

  const pairs = REJECTION_REASONS.flatMap((earlier, index) =>
    REJECTION_REASONS.slice(index + 1).map((later) => [earlier, later] as const),
  )
  it.each(pairs)('is %s where %s applies too', (earlier, later) => {
    const both = breaches[earlier](breaches[later](sound()))
    expect(outcome(both).split(' ')[0]).toBe(earlier)
  })
})

describe('MISSING_FIELD names the field', () => {
  it.each(['symbol', 'direction', 'entry_price', 'take_profit', 'stop_loss'])('%s', (field) => {
    expect(outcome({ ...sound(), fields: aSignal({ [field]: undefined }) })).toBe(`MISSING_FIELD ${field}`)
  })

  it.each([[5], [''], [['BTCUSDT']], ['x'.repeat(65)]])(
    'symbol where it is %j: a required name that is none is missing',
    (symbol) => {
      expect(outcome({ ...sound(), fields: aSignal({ symbol }) })).toBe('MISSING_FIELD symbol')
    },
  )

  it('but not for levels that the policy does not require', () => {
    const bot = aBot({ policy: { require_levels: false } })
    expect(outcome({ ...sound(), bot, fields: aSignal({ take_profit: null, stop_loss: null }) })).toBe('accepted')
    expect(outcome({ ...sound(), bot, fields: aSignal({ take_profit: '99' }) })).toBe('INVALID_GEOMETRY take_profit')
    expect(outcome({ ...sound(), bot, fields: aSignal({ take_profit: null, stop_loss: '101' }) })).toBe(
      'INVALID_GEOMETRY stop_loss',
    )
  })
})

describe('INVALID_DIRECTION', () => {
  it.each([['UP'], [''], [1], [true], [['LONG']], [' LONG']])('is %j', (direction) =>
    expect(outcome({ ...sound(), fields: aSignal({ direction }) })).toBe('INVALID_DIRECTION direction'),
  )
  it('is not a matter of letter case', () => {
    expect(outcome({ ...sound(), fields: aSignal({ direction: 'long' }) })).toBe('accepted')
  })
})

describe('prices', () => {
  it.each(['entry_price', 'take_profit', 'stop_loss'])('INVALID_PRICE names %s', (field) => {
    for (const value of [
      'NaN',
      'Infinity',
      '-Infinity',
      'abc',
      '',
      ' 100',
      '0x64',
      '1,000',
      0,
      '0',
      -1,
      '-0.1',
      '1e400',
      true,
      {},
      ['1'],
    ])
      expect(outcome({ ...sound(), fields: aSignal({ [field]: value }) }), JSON.stringify(value)).toBe(
        `INVALID_PRICE ${field}`,
      )
    expect(outcome({ ...sound(), fields: aSignal({ [field]: '0.0000000000000000001' }) })).toBe(
      `INVALID_PRICE ${field}`,
    )
    expect(outcomeOf(dispositionOf(aMessage(JSON.stringify(aSignal()).replace(/"100"/, '1e999'))))).toBe(
      'INVALID_PRICE entry_price',
    )
  })

  it.each([
    [{ entry_price: 100, take_profit: 110.5, stop_loss: 95 }, ['100', '110.5', '95']],
    [{ entry_price: '1e2', take_profit: '1.10E2', stop_loss: '095.0' }, ['100', '110', '95']],
    [
      { entry_price: '0.000000000000000002', take_profit: 3e-18, stop_loss: '1e-18' },
      ['0.000000000000000002', '0.000000000000000003', '0.000000000000000001'],
    ],
    [
      {
        entry_price: '1000000000000',
        take_profit: '1000000000000.000000000000000001',
        stop_loss: '999999999999.999999999999999999',
      },
      ['1000000000000', '1000000000000.000000000000000001', '999999999999.999999999999999999'],
    ],
  ])('%j are kept exactly', (given, [entry_price, take_profit, stop_loss]) => {
    const fact = dispositionOf(aMessage(aSignal(given)), aBot({ policy: { max_entry_deviation_pct: null } }), {
      market: aMarket(null),
    })
    expect(fact).toMatchObject({ type: 'signal.accepted', data: { entry_price, take_profit, stop_loss } })
  })
})

describe('INVALID_GEOMETRY', () => {
  it.each([
    ['LONG', '95', '100', '110', 'accepted'],
    ['LONG', '110', '100', '95', 'INVALID_GEOMETRY stop_loss'],
    ['LONG', '100', '100', '110', 'INVALID_GEOMETRY stop_loss'],
    ['LONG', '95', '100', '100', 'INVALID_GEOMETRY take_profit'],
    ['LONG', '99.999999999999999999', '100', '100.000000000000000001', 'accepted'],
    ['SHORT', '110', '100', '95', 'accepted'],
    ['SHORT', '95', '100', '110', 'INVALID_GEOMETRY take_profit'],
    ['SHORT', '100', '100', '95', 'INVALID_GEOMETRY stop_loss'],
    ['SHORT', '110', '100', '100', 'INVALID_GEOMETRY take_profit'],
  ])('%s with stop %s, entry %s, profit %s: %s', (direction, stop_loss, entry_price, take_profit, expected) => {
    expect(outcome({ ...sound(), fields: aSignal({ direction, stop_loss, entry_price, take_profit }) })).toBe(expected)
  })
})

describe('EXPIRED_ON_ARRIVAL', () => {
  it.each([
    ['2023-12-31T23:59:59.999Z', 'EXPIRED_ON_ARRIVAL expires_at'],
    ['2024-01-01T01:00:00+01:00', 'EXPIRED_ON_ARRIVAL expires_at'],
    ['2024-01-01T00:00:00.001Z', 'accepted'],
  ])('expires_at %s at acceptance 2024-01-01T00:00:00.000Z: %s', (expires_at, expected) =>
    expect(outcome({ ...sound(), fields: aSignal({ expires_at }) })).toBe(expected),
  )
})

describe('FILTERED by the bot’s own filters', () => {
  it.each([
    [{ market_types: ['FUTURES'] }, {}, 'FILTERED market_type'],
    [{ market_types: ['FUTURES'] }, { market_type: 'futures' }, 'accepted'],
    [{ symbols: ['btcusdt'] }, {}, 'FILTERED symbol'],
    [{ symbols: ['BTCUSDT'] }, {}, 'accepted'],
    [{ min_confidence: 0.5 }, {}, 'FILTERED confidence'],
    [{ min_confidence: 0.5 }, { confidence: 0.49 }, 'FILTERED confidence'],
    [{ min_confidence: 0.5 }, { confidence: 0.5 }, 'accepted'],
    [{ min_confidence: 0 }, {}, 'FILTERED confidence'],
  ])('%j, signal %j: %s', (filters, given, expected) =>
    expect(outcome({ ...sound(), bot: aBot({ filters }), fields: aSignal(given) })).toBe(expected),
  )
})

describe('RISK_LIMIT', () => {
  const day = '2024-01-01'
  it.each([
    [{ max_trades_per_day: 2 }, { opens_day: day, opens_count: 1 }, 'accepted'],
    [{ max_trades_per_day: 2 }, { opens_day: day, opens_count: 2 }, 'RISK_LIMIT'],
    [{ max_trades_per_day: 2 }, { opens_day: '2023-12-31', opens_count: 2 }, 'accepted'],
    [{ daily_loss_limit: '10' }, { realized_by_day: { [day]: '-9.999999999999999999' } }, 'accepted'],
    [{ daily_loss_limit: '10' }, { realized_by_day: { [day]: '-10' } }, 'RISK_LIMIT'],
    [{ daily_loss_limit: '10' }, { realized_by_day: { '2023-12-31': '-10' } }, 'accepted'],
    [{ daily_loss_limit: '10' }, { realized_by_day: { [day]: '10' } }, 'accepted'],
  ])('%j with %j: %s', (risk, state, expected) =>
    expect(outcome({ ...sound(), bot: aBot({ risk }, state) })).toBe(expected),
  )
  it.each([
    [
      { max_trades_per_day: 2 },
      { opens_day: day, opens_count: 2 },
      'max_trades_per_day: 2 of 2 trades opened on 2024-01-01, until 2024-01-02T00:00:00.000Z',
    ],
    [
      { daily_loss_limit: '10' },
      { realized_by_day: { [day]: '-12.5' } },
      'daily_loss_limit: -12.5 realised on 2024-01-01, 10 may be lost, until 2024-01-02T00:00:00.000Z',
    ],
  ])('%j says how far the day has come and when it ends', (risk, state, expected) => {
    expect(detailOf({ ...sound(), bot: aBot({ risk }, state) })).toBe(expected)
  })
})

describe('ENTRY_OFF_MARKET', () => {
  const wide = { take_profit: '200', stop_loss: '50' }
  it.each([
    ['102.040816326530612244', wide, 'accepted'],
    ['102.040816326530612245', wide, 'ENTRY_OFF_MARKET entry_price'],
    ['98.039215686274509804', wide, 'accepted'],
    ['98.039215686274509803', wide, 'ENTRY_OFF_MARKET entry_price'],
    ['100', { ...wide, entry_price: '102' }, 'accepted'],
    ['100', { ...wide, entry_price: '102.000000000000000001' }, 'ENTRY_OFF_MARKET entry_price'],
    ['100', { take_profit: '100.5', stop_loss: '99.5' }, 'accepted'],
    ['100.5', { take_profit: '100.5', stop_loss: '99.5' }, 'ENTRY_OFF_MARKET take_profit'],
    ['99.5', { take_profit: '100.5', stop_loss: '99.5' }, 'ENTRY_OFF_MARKET stop_loss'],
    ['99.500000000000000001', { take_profit: '100.5', stop_loss: '99.5' }, 'accepted'],
    ['99.5', { direction: 'SHORT', take_profit: '99.5', stop_loss: '100.5' }, 'ENTRY_OFF_MARKET take_profit'],
    ['100.5', { direction: 'SHORT', take_profit: '99.5', stop_loss: '100.5' }, 'ENTRY_OFF_MARKET stop_loss'],
  ])('last tick %s, signal %j: %s', (last, given, expected) =>
    expect(outcome({ ...sound(), market: aMarket(last), fields: aSignal(given) })).toBe(expected),
  )

  it('needs a last tick', () => {
    expect(outcome({ ...sound(), market: aMarket(null) })).toBe('accepted')
  })
  it('spares the deviation where it is off, not the levels', () => {
    const bot = aBot({ policy: { max_entry_deviation_pct: null } })
    expect(outcome({ ...sound(), bot, market: aMarket('109') })).toBe('accepted')
    expect(outcome({ ...sound(), bot, market: aMarket('110') })).toBe('ENTRY_OFF_MARKET take_profit')
  })
  it('does not concern next_tick, which enters where the market is', () => {
    const bot = aBot({ policy: { entry: 'next_tick' } })
    expect(outcome({ ...sound(), bot, market: aMarket('120') })).toBe('accepted')
  })
})

describe('CLOSE', () => {
  const close = (given: Record<string, unknown> = {}) => ({
    signal_id: 'c1',
    action: 'CLOSE',
    symbol: 'BTCUSDT',
    ...given,
  })

  it('needs nothing but a symbol', () => {
    const fact = dispositionOf(aMessage(close()))
    expect(fact).toMatchObject({
      type: 'signal.accepted',
      data: { direction: null, entry_price: null, trade_id: null },
    })
    expect(outcome({ ...sound(), fields: close({ symbol: null }) })).toBe('MISSING_FIELD symbol')
  })

  it('skips EXPIRED_ON_ARRIVAL and everything from FILTERED on', () => {
    const late = [
      breaches.EXPIRED_ON_ARRIVAL,
      breaches.FILTERED,
      breaches.BOT_NOT_RUNNING,
      breaches.RISK_LIMIT,
      breaches.ENTRY_OFF_MARKET,
    ]
    const worst = late.reduce<Situation>((situation, breach) => breach(situation), { ...sound(), fields: close() })
    expect(outcome(worst)).toBe('accepted')
  })

  it.each([
    [{ status: 'DRAFT' }, 'NOT_ACTIVE status'],
    [{ direction: 'UP' }, 'INVALID_DIRECTION direction'],
    [{ entry_price: 'abc' }, 'INVALID_PRICE entry_price'],
    [{ direction: 'LONG', entry_price: '100', take_profit: '99' }, 'INVALID_GEOMETRY take_profit'],
    [{ entry_price: '100', take_profit: '99' }, 'accepted'],
    [{ direction: 'short', opens_signal_id: 's1' }, 'accepted'],
  ])('is held to the other rules: %j is %s', (given, expected) =>
    expect(outcome({ ...sound(), fields: close(given) })).toBe(expected),
  )
})

describe('a replay', () => {
  const bot = aBot({ mode: 'replay' }, { run: 'r1' })
  const signal = aSignal({ time: '2021-04-20T20:42:00.000Z' })

  it('accepts at the payload’s time, under the id that its line has', () => {
    const fact = dispositionOf(aMessage(signal, { run: 'r1', ownId: 'r1.3' }), bot)
    const cause = inputIdOf({ stream: 'SIGNALS', epoch: '', seq: 0 }, 'r1.3')
    expect(fact).toMatchObject({
      id: eventIdOf('signal.accepted', cause),
      cause,
      time: '2021-04-20T20:42:00.000Z',
      data: { run: 'r1', mode: 'replay', input: { received_at: EPOCH_START } },
    })
  })

  it('needs that time', () => {
    const fact = dispositionOf(aMessage(aSignal(), { run: 'r1' }), bot)
    expect(outcomeOf(fact)).toBe('MALFORMED time')
    expect(fact.time).toBe(EPOCH_START)
  })

  it('measures expiry by it', () => {
    const fact = dispositionOf(aMessage({ ...signal, expires_at: '2021-04-20T20:42:00Z' }, { run: 'r1' }), bot)
    expect(outcomeOf(fact)).toBe('EXPIRED_ON_ARRIVAL expires_at')
    expect(fact.time).toBe('2021-04-20T20:42:00.000Z')
  })

  it.each([
    ['its own run', bot, 'r1', 'accepted'],
    ['any run at first', { ...bot, run: null }, 'r2', 'accepted'],
    ['no other run', bot, 'r2', 'FILTERED'],
    ['nothing that no replay publishes', bot, null, 'FILTERED'],
    ['by a live bot never', aBot(), 'r1', 'FILTERED'],
    ['by a demo bot never', aBot({ mode: 'demo' }), 'r1', 'FILTERED'],
  ])('is heard by run: %s', (_what, hearer, run, expected) => {
    expect(outcomeOf(dispositionOf(aMessage(signal, { run }), hearer))).toBe(expected)
    const close = { ...signal, action: 'CLOSE' }
    expect(outcomeOf(dispositionOf(aMessage(close, { run }), hearer))).toBe(expected)
  })
})

describe('what is looked up', () => {
  const lookedUp = (
    fields: Record<string, unknown>,
    bot: BotState | null = aBot(),
    known = { idUsed: null, market: null },
  ) => {
    const decision = decide(aMessage(fields), bot, known)
    return decision.kind === 'look_up' ? [decision.id !== null, decision.market !== null] : 'nothing'
  }
  it.each([
    ['id and market of a sound signal', aSignal(), aBot(), [true, true]],
    ['the id alone of one that a later rule refuses', aSignal({ status: 'x' }), aBot(), [true, false]],
    ['nothing of a malformed one', aSignal({ confidence: 2 }), aBot(), 'nothing'],
    ['nothing for an unknown bot', aSignal(), null, 'nothing'],
  ])('%s', (_what, fields, bot, expected) => expect(lookedUp(fields, bot)).toEqual(expected))

  it('asks for the market of the signal’s instrument before its acceptance', () => {
    const decision = decide(aMessage(aSignal({ venue: 'kraken' })), aBot(), { idUsed: false, market: null })
    expect(decision).toMatchObject({
      market: { run: null, venue: 'kraken', symbol: 'BTCUSDT', beforeMs: Date.parse(EPOCH_START) },
    })
  })
})

describe('the fact', () => {
  const recorded = { recorded_at: EPOCH_START }

  it('of an acceptance has everything that decides its fills, and fits its schema', () => {
    const given = {
      time: '2023-12-31T23:59:58Z',
      note: 'n',
      confidence: 0.7,
      foo: { apiKey: 'x', bar: 1 },
      bot_id: 'other',
    }
    const fact = dispositionOf(aMessage(aSignal(given)))
    expect(signalAccepted.parse({ ...fact, ...recorded })).toEqual({ ...fact, ...recorded })
    expect(fact).toMatchObject({
      bot_id: 'bot',
      correlation: 's1',
      time: EPOCH_START,
      data: {
        trade_id: tradeIdOf('bot', 's1'),
        source_time: '2023-12-31T23:59:58.000Z',
        policy: aBot().policy,
        policy_hash: aBot().policy_hash,
        position_size: '100',
        last_tick: { price: '100', seq: 41 },
        ticks_after: 41,
        ticks_epoch: 'p1',
        input: { epoch: 'e1', seq: 7 },
        extra: { foo: { apiKey: '[redacted]', bar: 1 }, bot_id: 'other' },
      },
    })
  })

  it('of a refusal has what was received, redacted, and fits its schema', () => {
    const fact = dispositionOf(aMessage(aSignal({ status: 'off', token: 'x' })))
    expect(signalRejected.parse({ ...fact, ...recorded })).toEqual({ ...fact, ...recorded })
    expect(fact).toMatchObject({
      data: { received: { status: 'off', token: '[redacted]', symbol: 'BTCUSDT' }, raw: null },
    })
  })

  it('for a bot nobody registered stands under @unknown with the name that was used', () => {
    const fact = dispositionOf(aMessage(aSignal(), { botToken: 'x'.repeat(200) }), null)
    expect(fact).toMatchObject({
      bot_id: '@unknown',
      data: { bot_token: 'x'.repeat(128), mode: null, signal_id: 's1' },
    })
  })
})
