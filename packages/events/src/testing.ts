import { type BotRegistration, botRegistrationSchema, policyHashOf } from './bot-policy.ts'
import type { EventOf, LedgerEvent } from './catalogue.ts'
import { type CloseOrder, closeOrderOf } from './close-orders.ts'
import { eventIdOf, inputIdOf, tradeIdOf } from './ids.ts'

/** The instant all builders start from. */
export const EPOCH_START = '2024-01-01T00:00:00.000Z'

type Accepted = EventOf<'signal.accepted'>['data']

/** A registration with everything defaulted but what is given. */
export const aRegistration = (given: Record<string, unknown> = {}): BotRegistration =>
  botRegistrationSchema.parse({ bot_id: 'bot', ...given })

/** `bot.registered` of that registration. */
export const botRegisteredOf = (registration: BotRegistration): EventOf<'bot.registered'> => {
  const { bot_id, name, ...rest } = registration
  return {
    id: eventIdOf('bot.registered', bot_id),
    type: 'bot.registered',
    version: 1,
    bot_id,
    time: EPOCH_START,
    recorded_at: EPOCH_START,
    cause: null,
    correlation: null,
    data: { ...rest, name: name ?? bot_id, policy_hash: policyHashOf(rest) },
  }
}

/** An accepted OPEN LONG of BTCUSDT at 100 with take profit 110 and stop 95, unless told otherwise. */
export const anAcceptedSignal = (
  given: Partial<Accepted> & { bot_id?: string; accepted_at?: string } = {},
): EventOf<'signal.accepted'> => {
  const { bot_id = 'bot', accepted_at = EPOCH_START, ...data } = given
  const registration = aRegistration()
  const signal_id = data.signal_id ?? 's1'
  const position_size = data.position_size ?? '100'
  const policy = data.policy ?? registration.policy
  const input = data.input ?? { stream: 'SIGNALS', epoch: 'e1', seq: 1, received_at: accepted_at }
  const cause = inputIdOf(input)
  return {
    id: eventIdOf('signal.accepted', cause),
    type: 'signal.accepted',
    version: 1,
    bot_id,
    time: accepted_at,
    recorded_at: accepted_at,
    cause,
    correlation: signal_id,
    data: {
      action: 'OPEN',
      symbol: 'BTCUSDT',
      venue: 'binance',
      market_type: 'SPOT',
      direction: 'LONG',
      entry_price: '100',
      take_profit: '110',
      stop_loss: '95',
      confidence: null,
      strategy: null,
      timeframe: null,
      note: null,
      source_time: null,
      expires_at: null,
      opens_signal_id: null,
      mode: 'live',
      run: null,
      last_tick: null,
      ticks_after: 0,
      ticks_epoch: 'e1',
      extra: {},
      ...data,
      signal_id,
      trade_id: data.trade_id === undefined ? tradeIdOf(bot_id, signal_id) : data.trade_id,
      position_size,
      policy,
      policy_hash: policyHashOf({ position_size, policy }),
      input,
    },
  }
}

/** What a fact asks to be closed. @throws RangeError where it asks nothing. */
export const closeOrderIn = (fact: LedgerEvent): CloseOrder => {
  const order = closeOrderOf(fact)
  if (order === null) throw new RangeError(`${fact.type} ${fact.id} closes nothing`)
  return order
}

/** An operator's wish to have one trade closed behind a place in PRICES. */
export const aCloseRequest = (
  trade_id: string,
  ticks_after: number,
  { bot_id = 'bot', time = EPOCH_START, ticks_epoch = 'e1' } = {},
): EventOf<'trade.close_requested'> => ({
  id: eventIdOf('trade.close_requested', trade_id),
  type: 'trade.close_requested',
  version: 1,
  bot_id,
  time,
  recorded_at: time,
  cause: null,
  correlation: null,
  data: { trade_id, by: 'operator', reason: null, ticks_epoch, ticks_after },
})

/** An emergency's stop of a bot that has all its open trades closed. */
export const aClosingStop = (
  alarm_id: string,
  ticks_after: number,
  { bot_id = 'bot', time = EPOCH_START, ticks_epoch = 'e1' } = {},
): EventOf<'bot.stopped'> => ({
  id: eventIdOf('bot.stopped', alarm_id),
  type: 'bot.stopped',
  version: 1,
  bot_id,
  time,
  recorded_at: time,
  cause: null,
  correlation: null,
  data: { by: 'alarm', reason: null, alarm_id, close_open_trades: { ticks_epoch, ticks_after } },
})
