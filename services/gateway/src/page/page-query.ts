import { botId } from '@papertape/events'
import { z } from 'zod'
import { isLanguage, type Language } from './language.ts'
import type { PageScope } from './page-data.ts'

const scope = {
  bot_id: botId,
  mode: z.enum(['live', 'replay', 'demo']),
}

/** What a page's address asks for, as far as the plain page goes. */
export type Asked = PageScope & {
  language: Language | undefined
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
  const understood = new Set([...OF_APPEARANCE, ...(bot.success ? ['bot_id'] : []), ...(mode.success ? ['mode'] : [])])
  return {
    bot_id: bot.data,
    mode: mode.data,
    language: isLanguage(query['lang']) ? query['lang'] : undefined,
    more: Object.keys(query).some((name) => !understood.has(name)),
  }
}
