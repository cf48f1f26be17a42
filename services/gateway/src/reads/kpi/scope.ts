import type { BotMode } from '@papertape/events'
import type { Scope } from '@papertape/store'

/** The scope of a bot, or of all public bots of a mode, whoever asks. */
export const kpiScope = ({ bot_id, mode }: { bot_id: string | null; mode: BotMode }): Scope => bot_id ?? `@${mode}`
