import { subjects } from '@papertape/events'
import { type Logger, retry } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Tape, TapeMessage } from '@papertape/tape'
import { adoptRules } from './adopt-rules.ts'
import type { AlarmMetrics } from './alarm-metrics.ts'
import { AlarmStateMismatch, CheckpointMoved, loadAlarmState, type SavedState } from './alarm-store.ts'
import { createCheckpoints } from './checkpoints.ts'
import { onFact } from './on-fact.ts'
import type { Outbox } from './outbox.ts'
import { createTeller } from './teller.ts'
import { createWatchlist } from './watchlist.ts'

export type WatchOptions = {
  tape: Pick<Tape, 'append' | 'follow' | 'lastMessage' | 'streamState' | 'epochs'>
  store: Store
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  metrics: AlarmMetrics
  /** Where alarms go that people are to be told of; `null` = nobody is. */
  outbox?: Outbox | null
  /** Aborts when the lease is lost. */
  held: AbortSignal
}

/**
 * Folds the ledger from where the saved state stands, and tells what follows, until the lease is lost or the saved state
 * is moved by someone else: then it returns, to be called again by whoever holds the lease.
 * @throws AlarmStateMismatch when the saved state cannot have come from this ledger.
 */
export const watchLedger = async ({ tape, store, log, metrics, outbox = null, held }: WatchOptions): Promise<void> => {
  const place = { ledgerEpoch: tape.epochs.ledger, rulesSeq: await adoptRules(tape) }
  const saved = await retry(() => loadAlarmState(store, place), { signal: held, log, what: 'load the alarm state' })
  await checkBelongs(saved, tape)
  log.info({ ledger_seq: saved.seq, bots: saved.watches.length, rules_seq: place.rulesSeq }, 'watching')

  const ended = new AbortController()
  const signal = AbortSignal.any([held, ended.signal])
  const watchlist = createWatchlist(saved, {
    rulesSeq: place.rulesSeq,
    onContradiction({ seq, event, why }) {
      metrics.contradictions.inc()
      const { id, type, bot_id } = event
      log.error({ ledger_seq: seq, event_id: id, type, bot_id, why }, 'fact contradicts the ledger before it')
    },
  })
  let position = saved.seq
  const checkpoints = createCheckpoints({
    ...place,
    store,
    watchlist,
    seq: saved.seq,
    position: () => position,
    outbox,
    log,
    metrics,
  })
  let caughtUp = false
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: subjects.ledger,
    from: saved.seq + 1,
    signal,
    onMessage(message) {
      const { event, changed, alarm } = onFact(watchlist, message)
      if (event.type === 'alarms.rules_adopted' && message.seq > place.rulesSeq) {
        throw new CheckpointMoved(`rules ${event.data.rule_set} were adopted at ${message.seq} by another program`)
      }
      for (const watch of changed) {
        checkpoints.changed(watch)
        if (caughtUp) teller.tell(watch)
      }
      if (alarm !== null) checkpoints.heard(alarm)
      position = message.seq
      observe(message)
    },
    onCaughtUp() {
      // Until here, what is owed may have been told long ago, further on in the ledger.
      caughtUp = true
      log.info({ ledger_seq: position, bots: watchlist.size }, 'caught up with the ledger')
      for (const watch of watchlist.all()) teller.tell(watch)
    },
  })
  const teller = createTeller({ tape, follower, signal, log, metrics, onFailed: (error) => ended.abort(error) })
  const observe = (message: TapeMessage) => {
    metrics.position.set(message.seq)
    metrics.lag.set(message.pending)
    metrics.bots.set(watchlist.size)
  }

  try {
    await Promise.all([follower.done, checkpoints.run(signal)])
    if (ended.signal.aborted) throw ended.signal.reason
    // Nothing that was folded is lost without this; it only spares folding it again.
    await checkpoints.save().catch((error: unknown) => log.warn({ error }, 'last checkpoint not saved'))
  } catch (error) {
    if (!(error instanceof CheckpointMoved)) throw error
    log.warn({ error }, 'somebody else works on the alarms, loading their state again')
  } finally {
    ended.abort()
    await follower.done.catch(() => {})
  }
}

const checkBelongs = async (saved: SavedState, tape: Pick<Tape, 'streamState'>): Promise<void> => {
  const ledger = await tape.streamState('LEDGER')
  if (saved.ledgerEpoch !== ledger.epoch) {
    throw new AlarmStateMismatch(
      `the alarm state was folded from the ledger created at ${saved.ledgerEpoch}, not from the one created at ${ledger.epoch}`,
    )
  }
  if (saved.seq > ledger.lastSeq) {
    throw new AlarmStateMismatch(`the alarm state stands at ${saved.seq}, but the ledger ends at ${ledger.lastSeq}`)
  }
}
