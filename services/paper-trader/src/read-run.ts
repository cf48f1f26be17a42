import { ALL_BOTS, parseFact, subjects } from '@papertape/events'
import type { Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import type { RecoveredRun } from './recovered-partition.projection.ts'

/** The first acceptance of a run in a partition, and the newest marks that the projection knows of. */
const firstOf = (store: Store, partition: number, run: string, until: number) =>
  store.snapshot(async ({ projection }) => {
    const first = await projection
      .selectFrom('signals')
      .innerJoin('bots', 'bots.bot_id', 'signals.bot_id')
      .select(['signals.ledger_seq', 'signals.time'])
      .where('bots.partition', '=', partition)
      .where('bots.mode', '=', 'replay')
      .where('signals.run', '=', run)
      .where('signals.outcome', '=', 'ACCEPTED')
      .where('signals.ledger_seq', '<=', until)
      .orderBy('signals.ledger_seq')
      .limit(1)
      .executeTakeFirst()
    const mark = await projection
      .selectFrom('marks')
      .select('marked_seq')
      .where('partition', '=', partition)
      .where('run', '=', run)
      .orderBy('marked_seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    return { first: first ?? null, markedSeq: mark?.marked_seq ?? null }
  })

/**
 * What is known of a run in a partition, or `null` where none of its signals was accepted there up to ledger sequence
 * `until`. Marks without prices leave no row in the projection, so the newest one up to `through` is looked up in the ledger.
 */
export const readRun = async (
  { store, tape, signal }: { store: Store; tape: Tape; signal: AbortSignal },
  { partition, run, until, through }: { partition: number; run: string; until: number; through: number },
): Promise<RecoveredRun | null> => {
  const { first, markedSeq } = await firstOf(store, partition, run, until)
  if (first === null) return null
  const from = Math.max(first.ledger_seq, markedSeq ?? 0)
  let markedMinute: string | null = null
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: subjects.fact(partition, ALL_BOTS, 'marks.recorded'),
    from,
    signal,
    onMessage(message) {
      if (message.seq > through) return
      const fact = parseFact(message.text())
      if (fact.type === 'marks.recorded' && fact.data.run === run) markedMinute = fact.data.minute
    },
  })
  try {
    await Promise.race([follower.reached(through), follower.done])
    return { markedMinute, firstAcceptedAt: first.time }
  } finally {
    follower.close()
  }
}
