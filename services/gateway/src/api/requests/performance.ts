import { botId } from '@papertape/events'
import { z } from 'zod'
import { queryFields } from '../../http/query-fields.ts'

/** Of what a report is made, said in the query or in the body. */
export const reportAboutBody = z
  .strictObject({
    bot_id: botId.optional(),
    mode: queryFields.mode,
  })
  .nullish()
