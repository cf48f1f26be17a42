import { TransientError } from '@papertape/service-kit'
import { type Store, usedSignalIds } from '@papertape/store'
import { coalesced } from './coalesced.ts'
import type { PartitionBook } from './partition-book.ts'

/** The projection has not come to where this process's memory begins, so nobody can tell whether an id is used. */
export class ProjectionBehind extends TransientError {
  override name = 'ProjectionBehind'
}

type SignalName = { bot_id: string; signal_id: string }

/** Tells whether a bot's signal id is used up: by memory, and by PostgreSQL for what memory has let go. */
export type IdLookup = (book: PartitionBook, name: SignalName) => Promise<boolean>

/** Partitions that ask at the same time share one query. */
export const createIdLookup = (store: Store): IdLookup => {
  const lookUp = coalesced(async (names: readonly SignalName[]) => {
    const { used, checkpointSeq } = await usedSignalIds(store, names)
    return used.map((isUsed) => ({ isUsed, checkpointSeq }))
  })
  return async ({ used }, name) => {
    // Before the query: what memory holds now, the query need not know.
    const forgottenTo = used.forgottenTo()
    if (used.has(name.bot_id, name.signal_id)) return true
    const { isUsed, checkpointSeq } = await lookUp(name)
    if (!isUsed && checkpointSeq < forgottenTo)
      throw new ProjectionBehind(`the projection is at ${checkpointSeq}, but is needed up to ${forgottenTo}`)
    return isUsed
  }
}
