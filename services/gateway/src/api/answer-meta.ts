import { z } from 'zod'

/** What `meta` holds of an answer about the past. */
export const asked = { asked_as_of: z.string().optional().describe('The moment that was asked for') }
