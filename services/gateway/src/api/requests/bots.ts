import { botPatchSchema, botRegistrationSchema, filtersSchema, policySchema, riskSchema } from '@papertape/events'
import { z } from 'zod'
import { askedAs, body, type Json } from '../named.ts'

/** A decimal from outside, as text or number; as text it may have 18 decimals. */
const decimal = (pattern: string, description: string | undefined, number: Json): Json => ({
  anyOf: [
    { type: 'string', pattern },
    { type: 'number', ...number },
  ],
  description,
})

const UP_TO_18 = '(\\.\\d{1,18})?$'
const notNegative = (description: string | undefined, below?: number): Json =>
  below === undefined
    ? decimal(`^\\d{1,18}${UP_TO_18}`, description, { minimum: 0 })
    : decimal(`^${below === 1 ? '0' : `\\d{1,${String(below - 1).length}}`}${UP_TO_18}`, description, {
        minimum: 0,
        exclusiveMaximum: below,
      })
const positive = (description: string | undefined): Json =>
  decimal(`^(?=.*[1-9])\\d{1,18}${UP_TO_18}`, description, { exclusiveMinimum: 0 })

/** A field that has a default, told with it. */
const withDefault = (field: z.ZodType, form: Json): void => {
  askedAs(field, { ...form, default: field.parse(undefined) })
}

const { taker_fee_rate, slippage_bps, max_entry_deviation_pct } = policySchema.shape
withDefault(taker_fee_rate, notNegative(taker_fee_rate.description, 1))
withDefault(slippage_bps, notNegative(slippage_bps.description, 10_000))
const deviation = notNegative(max_entry_deviation_pct.description)
withDefault(max_entry_deviation_pct, { ...deviation, anyOf: [...(deviation['anyOf'] as Json[]), { type: 'null' }] })
const limit = positive(riskSchema.shape.daily_loss_limit.description)
withDefault(riskSchema.shape.daily_loss_limit, { ...limit, anyOf: [...(limit['anyOf'] as Json[]), { type: 'null' }] })
const { initial_capital, position_size } = botRegistrationSchema.shape
withDefault(initial_capital, positive(initial_capital.description))
withDefault(position_size, positive(position_size.description))
askedAs(botPatchSchema.shape.position_size, positive('Quote units per trade'))

body('PolicySettings', policySchema)
body('FilterSettings', filtersSchema)
body('RiskSettings', riskSchema)

/** What registers a bot. */
export const registrationBody = body('BotRegistration', botRegistrationSchema)

/** No value but absence; says why where there is one. */
const fixed = z.undefined({ error: 'is fixed at registration' })

/** What `PATCH` takes; a field that is fixed for ever is told apart from one that does not exist. */
export const patchBody = body(
  'BotPatch',
  botPatchSchema.extend({
    bot_id: fixed.optional(),
    mode: fixed.optional(),
    public: fixed.optional(),
    initial_capital: fixed.optional(),
  }),
)
