import { ALARM_TYPES, botId, thresholdsSchema } from '@papertape/events'
import { z } from 'zod'
import { queryFields } from '../../http/query-fields.ts'
import { body } from '../named.ts'

export const thresholdsQuery = z.strictObject({ bot_id: queryFields.bot_id })

const thresholds = body('ThresholdSettings', thresholdsSchema)
const signed = {
  by: z.string().min(1).max(200).default('operator').describe('Who'),
  reason: z.string().min(1).max(500).nullish().describe('Why'),
}

export const acknowledgeBody = z.strictObject(signed).prefault({})
export const silenceBody = z.strictObject({
  ...signed,
  bot_id: botId,
  alarm_type: z.enum(ALARM_TYPES).nullable().default(null).describe('null = every type'),
  until: z.iso.datetime({ offset: true }).nullable().describe('When it ends, in the future; null ends it now'),
})
export const thresholdsBody = z.strictObject({
  thresholds: thresholds.describe('Whole: a type that is left out goes back to what stands below'),
  ...signed,
})
export const simulateBody = z.strictObject({
  bot_id: botId,
  thresholds: thresholds.default({}).describe('Over the defaults and those of all bots'),
  from: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(Date.parse(text)).toISOString())
    .nullable()
    .default(null)
    .describe('Steps before it are left out; the figures are those of the whole history'),
})
