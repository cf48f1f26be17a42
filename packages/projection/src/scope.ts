import type { BotMode } from '@papertape/events'
import type { Scope } from '@papertape/store'

/** What is fixed about a bot for ever. */
export type BotIdentity = { bot_id: string; partition: number; mode: BotMode; public: boolean }

/** The scope of all public bots of a mode. */
export const portfolioScope = (mode: BotMode): Scope => `@${mode}`

/** The scopes that a bot's facts count in: its own, and its mode's when it is public. */
export const scopesOf = (bot: BotIdentity): Scope[] =>
  bot.public ? [bot.bot_id, portfolioScope(bot.mode)] : [bot.bot_id]
