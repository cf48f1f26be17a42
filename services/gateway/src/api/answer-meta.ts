import { z } from 'zod'
import { sequence } from './shapes/scalars.ts'

/** What `meta` holds of an answer about the past. */
export const asked = { asked_as_of: z.string().optional().describe('The moment that was asked for') }

/** What `meta` holds of an answer to a change. */
export const receipt = {
  recorded: z
    .object({
      ledger_seq: sequence,
      type: z.string().describe('Such as bot.started'),
      id: z.string().describe('The id of the fact'),
    })
    .nullable()
    .describe('The fact that the request made; null where nothing had to change'),
}
