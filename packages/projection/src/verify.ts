import {
  asOnlyRebuild,
  checkAgainstLedger,
  dropProjection,
  firstDifferences,
  keepingPartitions,
  type ProjectionTableName,
  projectionTables,
  type TableComparison,
} from '@papertape/store'
import { project } from './project.ts'
import { type BuildOptions, beginNext, RebuildRunning } from './rebuild.ts'

/** How the live projection compares, as of its checkpoint `seq`, with one built from the ledger's first fact to there. */
export type Verification = { seq: number; tables: TableComparison[]; differing: number; elapsedMs: number }

/**
 * Builds a projection beside the live one, exactly up to the live checkpoint, compares both row by row, and removes it.
 * Changes nothing of the live one, which goes on meanwhile.
 * @throws ProjectionMismatch when the live one belongs to another ledger or version; RebuildRunning.
 */
export const verifyProjection = async (options: BuildOptions): Promise<Verification> => {
  let verification: Verification | null = null
  const ran = await asOnlyRebuild(options.store.db, async () => {
    await beginNext(options.store)
    try {
      verification = await keepingPartitions(options.store.db, () => compareWithBuild(options))
    } finally {
      await dropProjection(options.store.db, 'projection_next')
    }
  })
  if (!ran || verification === null) throw new RebuildRunning()
  return verification
}

const compareWithBuild = async ({ tape, store, signal, log, onProgress }: BuildOptions): Promise<Verification> => {
  const startedAtMs = performance.now()
  const reading = () => store.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  // Opened before the build: it keeps the live tables as they are now, however long the build takes.
  return store.snapshot(async ({ projection, checkpoint }) => {
    checkAgainstLedger(checkpoint, await tape.streamState('LEDGER'))
    let events = 0
    await project({
      tape,
      store,
      schema: 'projection_next',
      signal,
      log,
      until: checkpoint.seq,
      onCommit(commit) {
        events += commit.events
        const elapsedMs = performance.now() - startedAtMs
        onProgress?.({ seq: commit.seq, lastSeq: checkpoint.seq, events, elapsedMs })
      },
    })
    signal.throwIfAborted()
    const tables = await reading().execute(async (rebuilt) => {
      const compared: TableComparison[] = []
      for (const name of Object.keys(projectionTables) as ProjectionTableName[]) {
        compared.push(await firstDifferences(projection, rebuilt, name))
      }
      return compared
    })
    const differing = tables.reduce((sum, table) => sum + table.differing, 0)
    return { seq: checkpoint.seq, tables, differing, elapsedMs: performance.now() - startedAtMs }
  })
}
