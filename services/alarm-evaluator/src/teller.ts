import { AppendConflict, type Follower, type Tape } from '@papertape/tape'
import type { AlarmMetrics } from './alarm-metrics.ts'
import type { BotWatch, OwedFact } from './bot-watch.ts'

/** Appends what bots owe: each bot's facts strictly one after the other, different bots at the same time. */
export type Teller = {
  /** Tells what the bot owes, if nobody is telling it already. Returns at once. */
  tell(watch: BotWatch): void
}

type Options = {
  tape: Pick<Tape, 'append'>
  follower: Pick<Follower, 'reached'>
  /** Ends the telling; what is not told then is still owed. */
  signal: AbortSignal
  log: { info(fields: object, message: string): void }
  metrics: Pick<AlarmMetrics, 'told' | 'conflicts' | 'telling'>
  onFailed(error: unknown): void
}

const logged = (fact: OwedFact, seq: number) => ({
  event_id: fact.id,
  type: fact.type,
  bot_id: fact.bot_id,
  ledger_seq: seq,
  alarm_id: fact.data.alarm_id,
})

/**
 * A fact is appended behind the last fact of the bot's history that has been folded, so it cannot be in there already; a
 * conflict means that more has to be folded first, after which it is owed still, or not any more. Nothing leaves `owed`
 * here: that is for the ledger to say.
 */
export const createTeller = ({ tape, follower, signal, log, metrics, onFailed }: Options): Teller => {
  const busy = new Set<string>()

  const tellAll = async (watch: BotWatch): Promise<void> => {
    for (let fact = watch.owed[0]; fact !== undefined && !signal.aborted; fact = watch.owed[0]) {
      try {
        const seq = await tape.append(fact, { lastSeq: watch.history_seq })
        metrics.told.inc({ type: fact.type })
        log.info(logged(fact, seq), 'alarm told')
        await follower.reached(seq, signal)
      } catch (error) {
        if (!(error instanceof AppendConflict)) throw error
        metrics.conflicts.inc()
        await follower.reached(error.actualSeq, signal)
      }
    }
    // At once, not after the promise: what is owed from now on finds nobody busy.
    quiet(watch)
  }

  const quiet = (watch: BotWatch) => {
    busy.delete(watch.bot_id)
    metrics.telling.set(busy.size)
  }

  return {
    tell(watch) {
      if (busy.has(watch.bot_id) || watch.owed.length === 0) return
      busy.add(watch.bot_id)
      metrics.telling.set(busy.size)
      tellAll(watch).catch((error: unknown) => {
        quiet(watch)
        if (!signal.aborted) onFailed(error)
      })
    },
  }
}
