import { z } from 'zod'
import { askedAs, body, type Json } from '../named.ts'

const UP_TO_18 = '(\\.\\d{1,18})?$'

const orNull = (form: Json, description: string): Json => ({ anyOf: [form, { type: 'null' }], description })
const text = (max?: number): Json => ({
  type: 'string',
  ...(max === undefined ? {} : { minLength: 1, maxLength: max }),
})
/** Letter case is free. */
const oneOf = (...values: string[]): Json => ({
  type: 'string',
  pattern: `^(?:${values.map((value) => value.replaceAll(/[A-Z]/g, (letter) => `[${letter}${letter.toLowerCase()}]`)).join('|')})$`,
  examples: values,
})
const price: Json = {
  type: ['string', 'number'],
  pattern: `^(?=.*[1-9])\\d{1,18}${UP_TO_18}`,
  exclusiveMinimum: 0,
}
const size: Json = { type: ['string', 'number'], pattern: `^\\d{1,18}${UP_TO_18}`, minimum: 0 }
const moment: Json = { type: 'string', format: 'date-time' }

const SIGNAL: Json = {
  type: 'object',
  description:
    'An instruction to open or close one paper trade, CONTRACT section 2. At most 64 KiB. `null` is absent. Unknown fields are recorded, those that sound secret as [redacted]. What breaks a rule is recorded with its reason.',
  properties: {
    signal_id: { ...text(128), description: 'Unique per bot for ever, also when rejected' },
    action: orNull(oneOf('OPEN', 'CLOSE'), 'Default OPEN'),
    symbol: orNull(text(64), 'Required, such as BTCUSDT; letter case counts'),
    venue: orNull(text(64), 'Default binance; letter case counts'),
    market_type: orNull(oneOf('SPOT', 'FUTURES'), 'Default SPOT; a label'),
    direction: orNull(oneOf('LONG', 'SHORT'), 'Required for OPEN'),
    entry_price: orNull(price, 'Required for OPEN'),
    take_profit: orNull(price, 'Required for OPEN, unless the policy says require_levels: false'),
    stop_loss: orNull(price, 'Required for OPEN, unless the policy says require_levels: false'),
    status: orNull({ type: 'string' }, 'Default ACTIVE; any other value is recorded and not traded'),
    confidence: orNull({ type: 'number', minimum: 0, maximum: 1 }, 'As the source sees it'),
    strategy: orNull(text(), 'A name'),
    timeframe: orNull(text(), 'A name'),
    note: orNull(text(), 'For people'),
    time: orNull(moment, 'When the source made it'),
    expires_at: orNull(moment, 'The trade closes at the first tick at or after this'),
    opens_signal_id: orNull(text(128), 'For CLOSE: only the trade that this signal opened'),
  },
  additionalProperties: true,
  required: ['signal_id', 'symbol'],
  if: { properties: { action: oneOf('CLOSE') }, required: ['action'] },
  else: { properties: { direction: {}, entry_price: {} }, required: ['direction', 'entry_price'] },
}

const PRICE: Json = {
  type: 'object',
  description:
    'One tick, CONTRACT section 2. Ignored, counted and shown in the metrics where a field is unusable, or the time is older than that of the last accepted tick or more than 60 s ahead.',
  properties: {
    price,
    time: {
      anyOf: [moment, { type: 'integer' }, { type: 'null' }],
      description: 'The source’s time, RFC 3339 or epoch milliseconds; default when the bus received it',
    },
    bid: orNull(price, 'Best bid'),
    ask: orNull(price, 'Best ask'),
    size: orNull(size, 'Size of the trade'),
  },
  additionalProperties: true,
  required: ['price'],
}

/** What integrators publish on `signals.<bot_id>`; its rules are signal-ingest's, which records what breaks them. */
export const signalMessage = body('SignalMessage', askedAs(z.looseObject({ signal_id: z.string() }), SIGNAL))

/** What feeds publish on `prices.<venue>.<symbol>`. */
export const priceMessage = body('PriceMessage', askedAs(z.looseObject({}), PRICE))
