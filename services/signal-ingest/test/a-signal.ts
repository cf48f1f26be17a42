import { aRegistration, botRegisteredOf, EPOCH_START } from '@papertape/events/testing'
import { type BotState, foldBot } from '../src/bot.projection.ts'
import { readSignal } from '../src/message/read-signal.ts'
import { type Disposition, decide, type Market, type SignalMessage } from '../src/signal.decider.ts'

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A signal that nothing is wrong with: OPEN LONG BTCUSDT at 100, take profit 110, stop 95. */
export const aSignal = (given: Record<string, unknown> = {}): Record<string, unknown> => ({
  signal_id: 's1',
  symbol: 'BTCUSDT',
  direction: 'LONG',
  entry_price: '100',
  take_profit: '110',
  stop_loss: '95',
  ...given,
})

/** A bot that has just been registered. */
export const aBot = (registration: Record<string, unknown> = {}, state: Partial<BotState> = {}): BotState => {
  const bot = foldBot(undefined, botRegisteredOf(aRegistration(registration)), 1)
  if (bot === undefined) throw new Error('bot.registered makes a bot')
  return { ...bot, ...state }
}

/** A market whose last tick stands at a price, at sequence 41. */
export const aMarket = (price: string | null = '100'): Market => ({
  last_tick: price === null ? null : { price, time: '2023-12-31T23:59:59.000Z', seq: 41 },
  ticks_after: 41,
  ticks_epoch: 'p1',
})

export const aMessage = (body: unknown, given: Partial<SignalMessage> = {}): SignalMessage => ({
  reading: readSignal(
    body instanceof Uint8Array ? body : bytes(typeof body === 'string' ? body : JSON.stringify(body)),
  ),
  input: { stream: 'SIGNALS', epoch: 'e1', seq: 7, received_at: EPOCH_START },
  botToken: 'bot',
  run: null,
  ownId: undefined,
  receivedAtMs: Date.parse(EPOCH_START),
  ...given,
})

/** The disposition of a message with everything looked up. */
export const dispositionOf = (
  message: SignalMessage,
  bot: BotState | null = aBot(),
  known: { idUsed?: boolean; market?: Market } = {},
): Disposition => {
  const decision = decide(message, bot, { idUsed: known.idUsed ?? false, market: known.market ?? aMarket() })
  if (decision.kind !== 'disposition') throw new Error('everything is known, so there is a disposition')
  return decision.fact
}

/** What a test reads of a disposition: `accepted`, or the reason and the field at fault. */
export const outcomeOf = (fact: Disposition): string =>
  fact.type === 'signal.accepted' ? 'accepted' : [fact.data.reason, fact.data.field].filter(Boolean).join(' ')
