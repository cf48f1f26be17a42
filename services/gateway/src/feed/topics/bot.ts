import { botStateOf } from '../../reads/bot-view.ts'
import { readBot } from '../../reads/bots.ts'
import type { Projection } from '../../reads/coverage.ts'
import type { Viewer } from '../../reads/viewer.ts'

/** BotState, as `GET /api/v1/bots/{bot_id}/state` answers it. `now` is RFC 3339. */
export const readBotState = async (
  projection: Projection,
  viewer: Viewer,
  botId: string,
  now: string,
): Promise<Record<string, unknown>> => {
  const { bot, state } = await readBot(projection, viewer, botId)
  return botStateOf(state, bot, now)
}
