import {
  type EventOf,
  eventIdOf,
  type Input,
  inputIdOf,
  type RejectionReason,
  type Tick,
  tradeIdOf,
  UNKNOWN_BOT,
  type Unrecorded,
} from '@papertape/events'
import { type Decimal, formatDecimal } from '@papertape/money'
import { readTime } from '@papertape/paper-engine'
import { filteredOut, otherRun, riskLimit } from './admission.ts'
import type { BotState } from './bot.projection.ts'
import type { Reading } from './message/read-signal.ts'
import { recordable } from './message/recordable.ts'
import { type Fault, SIGNAL_FIELDS, type SignalFields, valueOf } from './message/signal-fields.ts'
import {
  type Direction,
  entryOffMarket,
  invalidGeometry,
  missingField,
  type Prices,
  readDirection,
  readPrices,
} from './order.ts'

/** One message of SIGNALS, read. */
export type SignalMessage = {
  reading: Reading
  input: Input
  /** When the bus stored it, with its microseconds: ticks of the same millisecond are before or behind it. */
  receivedAtMs: number
  /** The name in the subject, whatever it is. */
  botToken: string
  /** The replay that published it. */
  run: string | null
  /** The id that a replay gave the message: the same in every push of the same file. */
  ownId: string | undefined
}

/** The instrument's last accepted tick strictly before the acceptance, and behind which sequence ticks are eligible. */
export type Market = { last_tick: Tick | null; ticks_after: number; ticks_epoch: string }

/** What a decision may rest on beside the bot's state; `null` = not looked up yet. */
export type Known = { idUsed: boolean | null; market: Market | null }

/** Where to look up the market of a signal. */
export type MarketQuestion = {
  run: string | null
  venue: string
  symbol: string
  /** Strictly before this moment: by the bus's own receive times, for a replay by payload times. */
  beforeMs: number
}

export type Disposition = Unrecorded<EventOf<'signal.accepted'> | EventOf<'signal.rejected'>>

/** A disposition, or what must be looked up before there can be one. */
export type Decision =
  | { kind: 'disposition'; fact: Disposition }
  | { kind: 'look_up'; id: { bot_id: string; signal_id: string } | null; market: MarketQuestion | null }

type Refusal = { reason: RejectionReason; fault: Fault }
type Order = { symbol: string; direction: Direction | null; prices: Prices; acceptedAt: string }
type Judgement = { refusal: Refusal } | { order: Order }

const refuse = (reason: RejectionReason, fault: Fault): { refusal: Refusal } => ({ refusal: { reason, fault } })

/** When a signal counts: the bus's receive time; of a replay bot, whose clock is the payload, its own time. */
const acceptanceOf = (message: SignalMessage, bot: BotState | null, sourceTime: string | null): string | null =>
  bot?.mode === 'replay' ? sourceTime : message.input.received_at

/** Everything from NOT_ACTIVE to RISK_LIMIT, in the contract's order of precedence: the first that applies. */
const judge = (fields: SignalFields, bot: BotState, run: string | null, acceptedAt: string): Judgement => {
  if (!fields.active) return refuse('NOT_ACTIVE', { field: 'status', detail: 'status is not ACTIVE' })
  const missing = missingField(fields, bot.policy)
  if (missing !== null) return refuse('MISSING_FIELD', missing)
  const directed = readDirection(fields)
  if ('fault' in directed) return refuse('INVALID_DIRECTION', directed.fault)
  const priced = readPrices(fields)
  if ('fault' in priced) return refuse('INVALID_PRICE', priced.fault)
  const geometry = invalidGeometry(priced.prices, directed.direction)
  if (geometry !== null) return refuse('INVALID_GEOMETRY', geometry)
  const symbol = String(fields.symbol)
  const open = fields.action === 'OPEN'
  if (open && fields.expires_at !== null && fields.expires_at <= acceptedAt)
    return refuse('EXPIRED_ON_ARRIVAL', { field: 'expires_at', detail: `expires_at is not after ${acceptedAt}` })
  // A run's isolation holds for CLOSE as well: a stray one would change a replay that depends on its file alone.
  const filtered = otherRun(bot, run) ?? (open ? filteredOut(bot, fields, symbol) : null)
  if (filtered !== null) return refuse('FILTERED', filtered)
  if (open && !bot.running) return refuse('BOT_NOT_RUNNING', { field: null, detail: 'the bot is stopped' })
  const limited = open ? riskLimit(bot, acceptedAt) : null
  if (limited !== null) return refuse('RISK_LIMIT', limited)
  return { order: { symbol, direction: directed.direction, prices: priced.prices, acceptedAt } }
}

/** What a disposition is made of, whichever it is. */
const envelopeOf = (
  message: SignalMessage,
  type: Disposition['type'],
  bot: BotState | null,
  signalId: string | null,
) => {
  const cause = inputIdOf(message.input, message.ownId)
  return {
    id: eventIdOf(type, cause),
    version: 1,
    bot_id: bot?.bot_id ?? UNKNOWN_BOT,
    cause,
    correlation: signalId,
  } as const
}

const rejected = (message: SignalMessage, bot: BotState | null, { reason, fault }: Refusal): Decision => {
  const { reading, input, run } = message
  const signal_id = reading.kind === 'signal' ? reading.fields.signal_id : reading.signal_id
  const sourceTime = reading.object === null ? null : readTime(valueOf(reading.object, 'time'))
  return {
    kind: 'disposition',
    fact: {
      ...envelopeOf(message, 'signal.rejected', bot, signal_id),
      type: 'signal.rejected',
      time: acceptanceOf(message, bot, sourceTime) ?? input.received_at,
      data: {
        signal_id,
        reason,
        field: fault.field,
        detail: fault.detail,
        bot_token: [...message.botToken].slice(0, 128).join(''),
        mode: bot?.mode ?? null,
        run: bot === null || bot.mode === 'replay' ? run : null,
        input,
        received: reading.object === null ? null : recordable(reading.object),
        raw: reading.kind === 'malformed' ? reading.raw : null,
      },
    },
  }
}

const textOrNull = (price: Decimal | null): string | null => (price === null ? null : formatDecimal(price))

const accepted = (
  message: SignalMessage,
  bot: BotState,
  fields: SignalFields,
  order: Order,
  market: Market,
): Decision => {
  const { signal_id, action } = fields
  const { object } = message.reading
  return {
    kind: 'disposition',
    fact: {
      ...envelopeOf(message, 'signal.accepted', bot, signal_id),
      type: 'signal.accepted',
      time: order.acceptedAt,
      data: {
        signal_id,
        action,
        symbol: order.symbol,
        venue: fields.venue,
        market_type: fields.market_type,
        direction: order.direction,
        entry_price: textOrNull(order.prices.entry_price),
        take_profit: textOrNull(order.prices.take_profit),
        stop_loss: textOrNull(order.prices.stop_loss),
        confidence: fields.confidence,
        strategy: fields.strategy,
        timeframe: fields.timeframe,
        note: fields.note,
        source_time: fields.source_time,
        expires_at: fields.expires_at,
        opens_signal_id: fields.opens_signal_id,
        trade_id: action === 'OPEN' ? tradeIdOf(bot.bot_id, signal_id) : null,
        mode: bot.mode,
        run: message.run,
        position_size: bot.position_size,
        policy: bot.policy,
        policy_hash: bot.policy_hash,
        ...market,
        input: message.input,
        extra: object === null ? {} : recordable(object, SIGNAL_FIELDS),
      },
    },
  }
}

/**
 * The disposition of a message: accepted, or rejected with the first reason that applies. What takes I/O (whether the id
 * is used, where the market stands) is asked for only when the answer depends on it; with both known there always is a
 * disposition.
 */
export const decide = (message: SignalMessage, bot: BotState | null, known: Known): Decision => {
  const { reading } = message
  if (reading.kind === 'malformed') return rejected(message, bot, { reason: 'MALFORMED', fault: reading.fault })
  const { fields } = reading
  const acceptedAt = acceptanceOf(message, bot, fields.source_time)
  if (acceptedAt === null) {
    const fault = { field: 'time', detail: 'time is required for a replay bot: it is when the signal counts' }
    return rejected(message, bot, { reason: 'MALFORMED', fault })
  }
  if (bot === null) {
    const fault = { field: null, detail: 'no bot of this name is registered' }
    return rejected(message, bot, { reason: 'UNKNOWN_BOT', fault })
  }
  if (known.idUsed === true) {
    const fault = { field: 'signal_id', detail: 'the bot was sent this signal_id before' }
    return rejected(message, bot, { reason: 'DUPLICATE', fault })
  }

  const judgement = judge(fields, bot, message.run, acceptedAt)
  const market =
    'order' in judgement && known.market === null
      ? {
          run: message.run,
          venue: fields.venue,
          symbol: judgement.order.symbol,
          beforeMs: bot.mode === 'replay' ? Date.parse(acceptedAt) : message.receivedAtMs,
        }
      : null
  const id = known.idUsed === null ? { bot_id: bot.bot_id, signal_id: fields.signal_id } : null
  if (id !== null || market !== null) return { kind: 'look_up', id, market }
  if ('refusal' in judgement) return rejected(message, bot, judgement.refusal)
  if (known.market === null) throw new RangeError('a market that was asked for is missing')

  const { order } = judgement
  // next_tick enters at the first eligible tick, whatever the signal's price says, and ends NOT_ENTERED where that is past a level.
  const offMarket =
    fields.action === 'OPEN' && bot.policy.entry === 'signal_price' && order.direction !== null
      ? entryOffMarket(order.prices, order.direction, bot.policy, known.market.last_tick)
      : null
  if (offMarket !== null) return rejected(message, bot, { reason: 'ENTRY_OFF_MARKET', fault: offMarket })
  return accepted(message, bot, fields, order, known.market)
}
