import type { ProjectionTables } from '@papertape/store'
import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { Problem } from '../http/problem.ts'
import { queryFields } from '../http/query-fields.ts'
import { type BotView, botView } from './bot-view.ts'
import type { Coverage, Projection } from './coverage.ts'
import type { Viewer } from './viewer.ts'

const { bot_id, mode, limit, cursor } = queryFields
export const botQuery = z.strictObject({ bot_id, mode, limit, cursor })

type BotRow = ProjectionTables['bots']
type StateRow = ProjectionTables['bot_states']

const readStateRows = async (projection: Projection, ids: readonly string[]): Promise<Map<string, StateRow>> => {
  const rows =
    ids.length === 0 ? [] : await projection.selectFrom('bot_states').selectAll().where('bot_id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.bot_id, row]))
}

const viewed = (bots: readonly BotRow[], states: ReadonlyMap<string, StateRow>, now: string): BotView[] =>
  bots.flatMap((bot) => {
    const state = states.get(bot.bot_id)
    return state === undefined ? [] : [botView(bot, state, now)]
  })

const sortKey = z.tuple([z.int().min(0)])

/** One page of the registry, in order of registration. `now` is RFC 3339. */
export const readBots = async (
  projection: Projection,
  coverage: Coverage,
  query: z.output<typeof botQuery>,
  now: string,
): Promise<{ bots: BotView[]; next: string | null }> => {
  const scope = { ...coverage }
  const after = query.cursor === undefined ? null : decodeCursor('bots', scope, sortKey, query.cursor)[0]
  const rows = await projection
    .selectFrom('bots')
    .selectAll()
    .where('mode', '=', coverage.mode)
    .$if(coverage.bot_id !== null, (bots) => bots.where('bot_id', '=', coverage.bot_id ?? ''))
    .$if(!coverage.operator, (bots) => bots.where('public', '=', true))
    .$if(after !== null, (bots) => bots.where('registered_seq', '>', after ?? 0))
    .orderBy('registered_seq')
    .limit(query.limit + 1)
    .execute()
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const states = await readStateRows(
    projection,
    page.map(({ bot_id: id }) => id),
  )
  return {
    bots: viewed(page, states, now),
    next: rows.length > query.limit && last !== undefined ? encodeCursor('bots', scope, [last.registered_seq]) : null,
  }
}

/** One bot with the row its state comes from. @throws Problem `bot-not-found`, the same for a private bot as for none. */
export const readBot = async (
  projection: Projection,
  viewer: Viewer,
  botId: string,
): Promise<{ bot: BotRow; state: StateRow }> => {
  const bot = await projection.selectFrom('bots').selectAll().where('bot_id', '=', botId).executeTakeFirst()
  const state = (await readStateRows(projection, [botId])).get(botId)
  if (bot === undefined || state === undefined || !(bot.public || viewer.operator)) throw new Problem('bot-not-found')
  return { bot, state }
}

/** The states of several bots at once, whoever may see them: for streams, which were checked when they opened. */
export const readBotRows = async (
  projection: Projection,
  ids: readonly string[],
): Promise<{ bot: Pick<BotRow, 'bot_id' | 'mode'>; state: StateRow }[]> => {
  if (ids.length === 0) return []
  const states = await readStateRows(projection, ids)
  const bots = await projection.selectFrom('bots').select(['bot_id', 'mode']).where('bot_id', 'in', ids).execute()
  return bots.flatMap((bot) => {
    const state = states.get(bot.bot_id)
    return state === undefined ? [] : [{ bot, state }]
  })
}
