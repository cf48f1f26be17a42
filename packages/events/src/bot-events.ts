import { z } from 'zod'
import { filtersSchema, policySchema, riskSchema } from './bot-policy.ts'
import { envelope } from './envelope.ts'
import { decimalText } from './scalars.ts'
import { ticksFrom } from './tape-events.ts'

const settings = {
  name: z.string(),
  position_size: decimalText.describe('Quote units per trade'),
  policy: policySchema,
  policy_hash: z.string(),
  filters: filtersSchema,
  risk: riskSchema,
}

/** A bot exists from here on; mode, public and initial_capital never change. */
export const botRegistered = envelope(
  'bot.registered',
  z.object({
    ...settings,
    mode: z.enum(['live', 'replay', 'demo']),
    public: z.boolean(),
    initial_capital: decimalText.describe('Quote units'),
  }),
)

/** A bot's settings from here on, whole; `changed` names what differs from before. */
export const botConfigured = envelope('bot.configured', z.object({ ...settings, changed: z.array(z.string()) }))

/** Signals are accepted again. */
export const botStarted = envelope('bot.started', z.object({ by: z.enum(['operator']), reason: z.string().nullable() }))

/** No OPEN signal is accepted from here on; open trades are managed to their exits. */
export const botStopped = envelope(
  'bot.stopped',
  z.object({
    by: z.enum(['operator', 'alarm']),
    reason: z.string().nullable(),
    alarm_id: z.string().nullable().describe('The emergency that stopped it'),
    paused: z.boolean().optional().describe('Meant to go on soon; absent = no'),
    close_open_trades: ticksFrom
      .optional()
      .describe('Its open trades close at their next tick behind this one; absent = they go on to their exits'),
  }),
)
