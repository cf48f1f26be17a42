import { type Unrecorded, usesUpId } from '@papertape/events'
import { type BotState, foldBot } from './bot.projection.ts'
import { type UsedIds, usedIdsSince } from './used-ids.ts'

/** What one partition's decisions rest on: bots, ids used lately and the highest input answered, folded from its facts. */
export type PartitionBook = {
  bots: Map<string, BotState>
  used: UsedIds
  /** Highest input answered of the SIGNALS stream with this epoch. */
  answered: { epoch: string; seq: number } | null
  /** Ledger sequence of the partition's last fact that was heard, 0 before any. */
  last_seq: number
}

/** A book as of a ledger sequence that PostgreSQL has folded already. */
export const openBook = (start: {
  seq: number
  bots: readonly BotState[]
  answered: PartitionBook['answered']
}): PartitionBook => ({
  bots: new Map(start.bots.map((bot) => [bot.bot_id, bot])),
  used: usedIdsSince(start.seq),
  answered: start.answered,
  last_seq: 0,
})

const usedIdOf = (event: Unrecorded): string | null => {
  if (event.type === 'signal.accepted') return event.data.signal_id
  return event.type === 'signal.rejected' && usesUpId(event.data.reason) ? event.data.signal_id : null
}

/**
 * Folds one fact of the partition in. A decider may write its own fact in before the ledger's follower brings it, and hears
 * it twice then, which changes nothing.
 */
export const writeIn = (book: PartitionBook, event: Unrecorded, seq: number): void => {
  const bot = foldBot(book.bots.get(event.bot_id), event, seq)
  if (bot !== undefined) book.bots.set(event.bot_id, bot)
  if (event.type !== 'signal.accepted' && event.type !== 'signal.rejected') return
  const { epoch, seq: inputSeq } = event.data.input
  if (book.answered?.epoch !== epoch) book.answered = { epoch, seq: inputSeq }
  else if (inputSeq > book.answered.seq) book.answered = { epoch, seq: inputSeq }
  const used = usedIdOf(event)
  if (used !== null && seq > book.used.forgottenTo()) book.used.add(event.bot_id, used, seq)
}

/** Whether an input has its disposition already: partitions are answered in order, so the highest answered tells. */
export const isAnswered = (book: PartitionBook, input: { epoch: string; seq: number }): boolean =>
  book.answered !== null && book.answered.epoch === input.epoch && input.seq <= book.answered.seq
