import { TransientError } from '@papertape/service-kit'
import { isSignalIdUsed, type Store } from '@papertape/store'
import type { PartitionBook } from './partition-book.ts'

/** The projection has not come to where this process's memory begins, so nobody can tell whether an id is used. */
export class ProjectionBehind extends TransientError {
  override name = 'ProjectionBehind'
}

/** Whether a bot's signal id is used up: by memory, and by PostgreSQL for what memory has let go. */
export const isIdUsed = async (
  store: Store,
  book: PartitionBook,
  id: { bot_id: string; signal_id: string },
): Promise<boolean> => {
  const forgottenTo = book.used.forgottenTo()
  if (book.used.has(id.bot_id, id.signal_id)) return true
  const { used, checkpointSeq } = await isSignalIdUsed(store, id.bot_id, id.signal_id)
  if (!used && checkpointSeq < forgottenTo)
    throw new ProjectionBehind(`the projection is at ${checkpointSeq}, but is needed up to ${forgottenTo}`)
  return used
}
