import type { BotMode } from '@papertape/events'
import { correlationMatrix, type DatedReturns, dayAfter } from '@papertape/metrics'
import { sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '../../http/problem.ts'
import { asOfField, BOTS_MAX, botsField, queryFields } from '../../http/query-fields.ts'
import type { Moment } from '../as-of/moment.ts'
import { checkMode, coverageOf, type Projection } from '../coverage.ts'
import type { Viewer } from '../viewer.ts'

/** Bots beside each other, or a mode. */
export const correlationQuery = z.strictObject({ bot_id: botsField, mode: queryFields.mode, as_of: asOfField })

type Query = z.output<typeof correlationQuery>

/** As many of each bot's newest closed days are compared: three years. */
const DAYS_EACH = 1096

type Bot = { bot_id: string; mode: BotMode; public: boolean; registered_seq: number }
/** Which bots, of how many there are. */
type Chosen = { mode: BotMode; bots: readonly Bot[]; total: number }

const isThere = ({ registered_seq }: Bot, moment: Moment | undefined): boolean =>
  moment?.kind !== 'seq' || registered_seq <= moment.seq

const botColumns = ['bot_id', 'mode', 'public', 'registered_seq'] as const

const mixed = (): Problem => {
  const message = 'must be bots of one mode'
  return new Problem('validation', `bot_id: ${message}`, {
    errors: [{ pointer: '/bot_id', code: 'custom', message }],
  })
}

/** @throws Problem `bot-not-found`; `validation` for bots of several modes, which are never mixed. */
const namedBots = async (
  projection: Projection,
  viewer: Viewer,
  ids: readonly string[],
  { mode, as_of }: Query,
): Promise<Chosen> => {
  const rows = await projection.selectFrom('bots').select(botColumns).where('bot_id', 'in', ids).execute()
  const known = new Map(rows.map((row) => [row.bot_id, row]))
  const bots = [...new Set(ids)].map((id) => {
    const bot = known.get(id)
    if (bot === undefined || !(bot.public || viewer.operator) || !isThere(bot, as_of))
      throw new Problem('bot-not-found')
    return bot
  })
  for (const bot of bots) checkMode(bot, mode)
  const one = bots[0]?.mode ?? 'live'
  if (bots.some((bot) => bot.mode !== one)) throw mixed()
  return { mode: one, bots, total: bots.length }
}

/** The bots of a mode, those registered first where there are too many. */
const botsOfMode = async (projection: Projection, viewer: Viewer, { mode, as_of }: Query): Promise<Chosen> => {
  const coverage = await coverageOf(projection, viewer, { mode })
  const rows = await projection
    .selectFrom('bots')
    .select(botColumns)
    .where('mode', '=', coverage.mode)
    .$if(!viewer.operator, (bots) => bots.where('public', '=', true))
    .orderBy('registered_seq')
    .execute()
  const there = rows.filter((bot) => isThere(bot, as_of))
  return { mode: coverage.mode, bots: there.slice(0, BOTS_MAX), total: there.length }
}

type Row = { scope: string; day: string; return: number | null; idle_days: number }

/** The newest closed days of several bots, oldest first, up to a moment. */
const readRows = async (projection: Projection, ids: readonly string[], moment: Moment | undefined): Promise<Row[]> => {
  const upTo =
    moment === undefined
      ? sql``
      : moment.kind === 'seq'
        ? sql`and closed_seq <= ${moment.seq}`
        : sql`and day < ${moment.time.slice(0, 10)}`
  const { rows } = await sql<Row>`
    select asked.scope, day, "return", idle_days
    from unnest(${ids}::text[]) as asked (scope)
    cross join lateral (
      select day, "return", idle_days, closed_seq from projection.daily_returns
      where scope = asked.scope ${upTo} order by closed_seq desc limit ${DAYS_EACH}
    ) newest
    order by closed_seq`.execute(projection)
  return rows
}

/** Returns by day; of a day that two runs of a replay closed, the later one's. */
const datedReturns = (label: string, rows: readonly Row[], before: string): DatedReturns => {
  const returns = new Map<string, number>()
  for (const row of rows) {
    if (row.return !== null) returns.set(row.day, row.return)
    // What was idle for longer than an answer holds is left out on both sides alike.
    for (let idle = 1; idle <= Math.min(row.idle_days, DAYS_EACH); idle += 1) {
      const date = dayAfter(row.day, idle)
      if (date < before) returns.set(date, 0)
    }
  }
  return { label, returns }
}

/** How the daily returns of bots move with each other, and the mode they are of. */
export const readCorrelation = async (projection: Projection, viewer: Viewer, query: Query) => {
  const { bot_id, as_of } = query
  const { mode, bots, total } =
    bot_id === undefined
      ? await botsOfMode(projection, viewer, query)
      : await namedBots(projection, viewer, bot_id, query)
  const rows = Map.groupBy(
    await readRows(
      projection,
      bots.map((bot) => bot.bot_id),
      as_of,
    ),
    ({ scope }) => scope,
  )
  const before = as_of?.kind === 'time' ? as_of.time.slice(0, 10) : '9999-99-99'
  const matrix = correlationMatrix(bots.map((bot) => datedReturns(bot.bot_id, rows.get(bot.bot_id) ?? [], before)))
  return { data: { ...matrix, bots: total, truncated: total > bots.length }, coverage: { mode } }
}
