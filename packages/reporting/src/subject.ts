import type { BotMode } from '@papertape/events'
import type { ProjectionTables, Scope } from '@papertape/store'
import type { Kysely } from 'kysely'

export type Projection = Kysely<ProjectionTables>

type Bot = ProjectionTables['bots']

/** What a report is about: all public bots of a mode, or one bot. */
export type Subject = { scope: Scope; mode: BotMode; bot: Bot | null }

/** All public bots of a mode. */
export const portfolioOf = (mode: BotMode): Subject => ({ scope: `@${mode}`, mode, bot: null })

export const subjectOfBot = (bot: Bot): Subject => ({ scope: bot.bot_id, mode: bot.mode, bot })

/**
 * The portfolios that reports and updates are made of by themselves: one for each mode with a public bot. Not replays,
 * whose clock is their own.
 */
export const reportedPortfolios = async (projection: Projection): Promise<Subject[]> => {
  const modes = await projection
    .selectFrom('bots')
    .select('mode')
    .distinct()
    .where('public', '=', true)
    .where('mode', '!=', 'replay')
    .orderBy('mode')
    .execute()
  return modes.map(({ mode }) => portfolioOf(mode))
}
