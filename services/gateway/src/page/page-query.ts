import { botId } from '@papertape/events'
import { z } from 'zod'
import { asOfField } from '../http/query-fields.ts'
import type { Moment } from '../reads/as-of/moment.ts'
import { isLanguage, type Language } from './language.ts'
import type { PageScope } from './page-data.ts'

const scope = {
  bot_id: botId,
  mode: z.enum(['live', 'replay', 'demo']),
}

/** What a page's address asks for, as far as the plain page goes. */
export type Asked = PageScope & {
  language: Language | undefined
  /** The moment that its figures are asked for as of; now where there is none. */
  as_of: Moment | undefined
  /** Whether it asks for more, which only the program of the page shows. */
  more: boolean
}

/** Parameters that change no figure. */
const OF_APPEARANCE: ReadonlySet<string> = new Set(['lang', 'tz', 'unit'])

/**
 * Reads a page's query. Most of it is for the program that runs in the page, and whatever is not understood here is left to
 * that program; so nothing is at fault.
 */
export const askedOf = (query: Readonly<Record<string, unknown>>): Asked => {
  const bot = scope.bot_id.safeParse(query['bot_id'])
  const mode = scope.mode.safeParse(query['mode'])
  const moment = asOfField.safeParse(query['as_of'])
  const understood = new Set([
    ...OF_APPEARANCE,
    ...(bot.success ? ['bot_id'] : []),
    ...(mode.success ? ['mode'] : []),
    ...(moment.success ? ['as_of'] : []),
  ])
  return {
    bot_id: bot.data,
    mode: mode.data,
    as_of: moment.data,
    language: isLanguage(query['lang']) ? query['lang'] : undefined,
    more: Object.keys(query).some((name) => !understood.has(name)),
  }
}
