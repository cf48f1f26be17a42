import { CompiledQuery, type Kysely } from 'kysely'
import type { ProjectionSchema } from './ddl.ts'
import { storeError } from './errors.ts'
import type { OpsTables } from './ops/tables.ts'
import { addPartitions } from './partitions.ts'
import type { ProjectionTableName } from './projection-tables.ts'
import { type Removals, remove } from './removals.ts'
import { storableText } from './storable-text.ts'
import type { Store } from './store.ts'
import { upsertParameters, upsertStatement, type WrittenRow } from './upsert.ts'

/** What a batch of facts changes: at most one row per key and table. */
export type Changes = {
  upserts: { [Name in Exclude<ProjectionTableName, 'checkpoint'>]?: WrittenRow<Name>[] }
  removals: Removals
  /** Acknowledgements of alarms that are over, whose rows the writer does not hold any more. */
  acknowledged: {
    alarm_id: string
    acknowledged_at: string
    acknowledged_by: string
    acknowledged_reason: string | null
  }[]
}

/** One step of the checkpoint: from where the writer believes it is to where its changes bring it. */
export type CheckpointStep = { from: number; to: number; epoch: string; ledgerEpoch: string; asOf: string }

/** What runs SQL: a kysely instance or transaction. */
export type Executor = Pick<Kysely<OpsTables>, 'executeQuery'>

/**
 * Moves the checkpoint if it still is where the writer believes it to be; answers whether it was. Always first in its
 * transaction: it also keeps a swap and other writers out until the end.
 */
const stepCheckpoint = async (db: Executor, schema: ProjectionSchema, step: CheckpointStep): Promise<boolean> => {
  const { from, to, epoch, ledgerEpoch, asOf } = step
  const { numAffectedRows } = await db.executeQuery(
    CompiledQuery.raw(
      `update ${schema}.checkpoint set seq = $1, as_of = $2, ledger_epoch = $3
       where name = 'ledger' and seq = $4 and epoch = $5 and (ledger_epoch = $3 or (ledger_epoch is null and seq = 0))`,
      [to, asOf, ledgerEpoch, from, epoch],
    ),
  )
  return numAffectedRows === 1n
}

/** Writes a batch's rows, one statement per table, and takes away what it removes. */
const writeChanges = async (db: Executor, schema: ProjectionSchema, changes: Changes): Promise<void> => {
  for (const name of Object.keys(changes.upserts) as (keyof Changes['upserts'])[]) {
    const rows = changes.upserts[name]
    if (rows === undefined || rows.length === 0) continue
    await db.executeQuery(CompiledQuery.raw(upsertStatement(schema, name), upsertParameters(name, rows)))
  }
  await remove(db, schema, changes.removals)
  if (changes.acknowledged.length > 0) {
    await db.executeQuery(
      CompiledQuery.raw(
        `update ${schema}.alarms t set acknowledged_at = seen.at, acknowledged_by = seen.by,
           acknowledged_reason = seen.reason
         from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as seen (alarm_id, at, by, reason)
         where t.alarm_id = seen.alarm_id`,
        [
          changes.acknowledged.map(({ alarm_id }) => storableText(alarm_id)),
          changes.acknowledged.map(({ acknowledged_at }) => acknowledged_at),
          changes.acknowledged.map(({ acknowledged_by }) => storableText(acknowledged_by)),
          changes.acknowledged.map(({ acknowledged_reason: why }) => (why === null ? null : storableText(why))),
        ],
      ),
    )
  }
}

/** A batch that went through, with the partitions that were made for it. */
export type Committed = { partitions: string[] }

/**
 * Writes a batch and moves the checkpoint, both or neither; null when the checkpoint was not where the writer believed it
 * to be. Does not wait for the disk: what a power cut takes from the end is folded again from the ledger.
 * `knownPartitions` is the writer's memory from one batch to the next.
 * @throws StoreUnavailable when the outcome is not known: then load the checkpoint and go on from there.
 */
export const commitBatch = async (
  store: Pick<Store, 'db'>,
  schema: ProjectionSchema,
  step: CheckpointStep,
  changes: Changes,
  knownPartitions: Set<string> = new Set(),
): Promise<Committed | null> => {
  try {
    return await store.db.transaction().execute(async (tx) => {
      await tx.executeQuery(CompiledQuery.raw('set local synchronous_commit = off'))
      if (!(await stepCheckpoint(tx, schema, step))) return null
      const partitions = await addPartitions(tx, schema, changes.upserts, knownPartitions)
      await writeChanges(tx, schema, changes)
      return { partitions }
    })
  } catch (error) {
    throw storeError(error)
  }
}
