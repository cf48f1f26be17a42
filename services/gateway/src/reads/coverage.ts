import type { BotMode } from '@papertape/events'
import type { ProjectionTables } from '@papertape/store'
import type { Kysely } from 'kysely'
import { Problem } from '../http/problem.ts'
import type { Viewer } from './viewer.ts'

export type Projection = Kysely<ProjectionTables>

/** Whose rows an answer covers: one mode, and perhaps one bot. Modes are never mixed. */
export type Coverage = { mode: BotMode; bot_id: string | null; operator: boolean }

/** The mode shown when nobody names one: live, or demo in a system that holds no live bot but demo bots. Never replay. */
export const defaultMode = (present: ReadonlySet<BotMode>): BotMode =>
  !present.has('live') && present.has('demo') ? 'demo' : 'live'

/** A bot that the viewer may see. @throws Problem `bot-not-found`, the same for a private bot as for none. */
export const visibleBot = async (
  projection: Projection,
  viewer: Viewer,
  botId: string,
): Promise<Pick<ProjectionTables['bots'], 'bot_id' | 'mode' | 'public'>> => {
  const bot = await projection
    .selectFrom('bots')
    .select(['bot_id', 'mode', 'public'])
    .where('bot_id', '=', botId)
    .executeTakeFirst()
  if (bot === undefined || !(bot.public || viewer.operator)) throw new Problem('bot-not-found')
  return bot
}

/** A bot has one mode for ever. @throws Problem `validation` where another is asked for. */
export const checkMode = (bot: { mode: BotMode }, asked: BotMode | undefined): void => {
  if (asked === undefined || asked === bot.mode) return
  const message = `the bot is of mode ${bot.mode}`
  throw new Problem('validation', `/mode: ${message}`, { errors: [{ pointer: '/mode', code: 'custom', message }] })
}

/**
 * Resolves `bot_id` and `mode` of a query.
 * @throws Problem `bot-not-found`; `validation` for a mode that is not the bot's.
 */
export const coverageOf = async (
  projection: Projection,
  viewer: Viewer,
  query: { bot_id?: string | undefined; mode?: BotMode | undefined },
): Promise<Coverage> => {
  const { operator } = viewer
  if (query.bot_id !== undefined) {
    const bot = await visibleBot(projection, viewer, query.bot_id)
    checkMode(bot, query.mode)
    return { mode: bot.mode, bot_id: bot.bot_id, operator }
  }
  if (query.mode !== undefined) return { mode: query.mode, bot_id: null, operator }
  const modes = await projection
    .selectFrom('bots')
    .select('mode')
    .distinct()
    .$if(!operator, (bots) => bots.where('public', '=', true))
    .execute()
  return { mode: defaultMode(new Set(modes.map(({ mode }) => mode))), bot_id: null, operator }
}
