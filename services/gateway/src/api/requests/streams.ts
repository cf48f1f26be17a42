import { z } from 'zod'

export const statusStreamQuery = z.strictObject({
  last_event_id: z.string().max(512).optional().describe('As the header Last-Event-ID, for clients that cannot set it'),
})
