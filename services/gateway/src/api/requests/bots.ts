import { botPatchSchema, botRegistrationSchema, filtersSchema, policySchema, riskSchema } from '@papertape/events'
import { z } from 'zod'
import { askedAs, body, type Json } from '../named.ts'
import { changing } from './changing.ts'

/** A decimal from outside, as text or number; as text it may have 18 decimals. */
const decimal = (pattern: string, number: Json): Json => ({
  anyOf: [
    { type: 'string', pattern },
    { type: 'number', ...number },
  ],
})

const UP_TO_18 = '(\\.\\d{1,18})?$'
const notNegative = (below?: number): Json => {
  if (below === undefined) return decimal(`^\\d{1,18}${UP_TO_18}`, { minimum: 0 })
  const whole = below === 1 ? '0' : `\\d{1,${String(below - 1).length}}`
  return decimal(`^${whole}${UP_TO_18}`, { minimum: 0, exclusiveMaximum: below })
}
const positive = decimal(`^(?=.*[1-9])\\d{1,18}${UP_TO_18}`, { exclusiveMinimum: 0 })

const { taker_fee_rate, slippage_bps, max_entry_deviation_pct } = policySchema.shape
askedAs(taker_fee_rate.unwrap(), notNegative(1))
askedAs(slippage_bps.unwrap(), notNegative(10_000))
askedAs(max_entry_deviation_pct.unwrap().unwrap(), notNegative())
askedAs(botRegistrationSchema.shape.position_size.unwrap(), positive)

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
    policy: body('PolicyPatch', changing(policySchema)).optional(),
    filters: body('FilterPatch', changing(filtersSchema)).optional(),
    risk: body('RiskPatch', changing(riskSchema)).optional(),
    bot_id: fixed.optional(),
    mode: fixed.optional(),
    public: fixed.optional(),
    initial_capital: fixed.optional(),
  }),
)
