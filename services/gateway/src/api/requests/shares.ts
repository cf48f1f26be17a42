import { oneLine } from '@papertape/notify'
import { z } from 'zod'
import { placeOf } from '../../shares/share-path.ts'

/** A link as an operator asks for it. */
export const shareBody = z.strictObject({
  path: z
    .string()
    .refine((path) => placeOf(path) !== null, 'must be the path of a public page of the dashboard, with its query')
    .describe('The page below /bot-performance with its query, such as /performance?bot_id=momentum-btc'),
  frozen: z.boolean().default(false).describe('Whether its figures stand still as they are now'),
  title: oneLine(100).nullish(),
  expires_at: z.iso
    .datetime({ offset: true })
    .refine((time) => Date.parse(time) > Date.now(), 'must lie in the future')
    .nullish(),
})
