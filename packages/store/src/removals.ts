import { CompiledQuery } from 'kysely'
import type { Executor } from './changes.ts'
import type { ProjectionSchema } from './ddl.ts'
import { REPLAY_LANE } from './tables/history.ts'

/** What a batch takes away, behind what it writes. */
export type Removals = {
  /** `ledger_seq` of rows of `pending_closes` that are done with. */
  closesDone: number[]
  /** Trades that have come to an end, whose facts nobody starts from any more. */
  tradesEnded: string[]
  /** Replay scopes whose day has turned: minutes and hours before these times go. */
  replayTurns: { scope: string; minutes_from: string; hours_from: string }[]
  /** Scopes whose day has turned: of their checkpoints of days before this one only each month's first stays. */
  checkpointTurns: { scope: string; daily_from: string }[]
}

export const noRemovals: Removals = { closesDone: [], tradesEnded: [], replayTurns: [], checkpointTurns: [] }

const run = (db: Executor, statement: string, ...parameters: unknown[]) =>
  db.executeQuery(CompiledQuery.raw(statement, parameters))

const thinHistory = async (db: Executor, schema: ProjectionSchema, turns: Removals['replayTurns']): Promise<void> => {
  const scopes = turns.map(({ scope }) => scope)
  const statement = (table: string) =>
    `delete from ${schema}.${table} t using unnest($1::text[], $2::text[]) as turned (scope, kept_from)
     where t.lane = '${REPLAY_LANE}' and t.scope = turned.scope and t.time < turned.kept_from`
  const minutesFrom = turns.map(({ minutes_from }) => minutes_from)
  const hoursFrom = turns.map(({ hours_from }) => hours_from)
  await run(db, statement('kpi_minutes'), scopes, minutesFrom)
  await run(db, statement('kpi_hours'), scopes, hoursFrom)
}

const thinCheckpoints = (db: Executor, schema: ProjectionSchema, turns: Removals['checkpointTurns']) =>
  run(
    db,
    `delete from ${schema}.kpi_checkpoints t using unnest($1::text[], $2::text[]) as turned (scope, daily_from)
     where t.scope = turned.scope and t.day < turned.daily_from and exists (
       select from ${schema}.kpi_checkpoints before
       where before.scope = t.scope and before.through_seq < t.through_seq and left(before.day, 7) = left(t.day, 7)
     )`,
    turns.map(({ scope }) => scope),
    turns.map(({ daily_from }) => daily_from),
  )

/** Takes a batch's removals away. */
export const remove = async (db: Executor, schema: ProjectionSchema, removals: Removals): Promise<void> => {
  const { closesDone, tradesEnded, replayTurns, checkpointTurns } = removals
  if (closesDone.length > 0) {
    await run(db, `delete from ${schema}.pending_closes where ledger_seq = any($1::bigint[])`, closesDone)
  }
  if (tradesEnded.length > 0) {
    await run(db, `delete from ${schema}.unfinished_trade_facts where trade_id = any($1::text[])`, tradesEnded)
  }
  if (replayTurns.length > 0) await thinHistory(db, schema, replayTurns)
  if (checkpointTurns.length > 0) await thinCheckpoints(db, schema, checkpointTurns)
}
