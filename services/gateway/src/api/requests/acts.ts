import { z } from 'zod'

/** What an operator's act may say of why. */
export const reasonBody = z.strictObject({ reason: z.string().min(1).max(500).nullish().describe('Why') }).prefault({})

/** A stop may close what is open. */
export const stopBody = reasonBody
  .unwrap()
  .extend({
    close_open_trades: z.boolean().default(false).describe('Open trades close at their next ticks; not of replay bots'),
  })
  .prefault({})

/** An act that takes no words: no body, or an empty object. */
export const noBody = z.strictObject({}).nullish()
