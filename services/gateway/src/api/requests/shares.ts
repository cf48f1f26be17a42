import { oneLine } from '@papertape/notify'
import { z } from 'zod'
import { isPlainText } from '../../shares/link-parameters.ts'
import { PathFault, readPlace } from '../../shares/share-path.ts'

const path = z.string().superRefine((text, context) => {
  try {
    readPlace(text)
  } catch (error) {
    if (!(error instanceof PathFault)) throw error
    context.addIssue({ code: 'custom', message: error.message })
  }
})

/** A link as an operator asks for it. */
export const shareBody = z.strictObject({
  path: path.describe(
    'A public page below /bot-performance with its query, such as /performance?bot_id=momentum-btc: written as in an address, with parameters that the dashboard understands, each once',
  ),
  frozen: z
    .boolean()
    .default(false)
    .describe('Whether its figures stand still: as of as_of in the path, without one as they are now'),
  title: oneLine(100).refine(isPlainText, 'must have no marks that change the direction of text').nullish(),
  expires_at: z.iso
    .datetime({ offset: true })
    .refine((time) => Date.parse(time) > Date.now(), 'must lie in the future')
    .nullish(),
})
