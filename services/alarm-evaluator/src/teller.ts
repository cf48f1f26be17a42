import type { BotWatch, OwedFact } from '@papertape/risk'
import { AppendConflict, type Follower, type Tape } from '@papertape/tape'
import type { AlarmMetrics } from './alarm-metrics.ts'

/** Appends what bots owe: each bot's facts strictly one after the other, different bots at the same time. */
export type Teller = {
  /** Tells what the bot owes, if nobody is telling it already. Returns at once. */
  tell(watch: BotWatch): void
}

type Options = {
  tape: Pick<Tape, 'append' | 'streamState'>
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
        // Taken before anything is awaited: the fact is owed as of this place in the history.
        const lastSeq = watch.history_seq
        const seq = await tape.append(await complete(watch, fact), { lastSeq })
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

  /** A stop that also closes names the place in PRICES behind which the next ticks close the trades: that of now. */
  const complete = async (watch: BotWatch, fact: OwedFact): Promise<OwedFact> => {
    if (fact.type !== 'bot.stopped' || !watch.risk.close_on_emergency) return fact
    const { epoch, lastSeq } = await tape.streamState('PRICES')
    return { ...fact, data: { ...fact.data, close_open_trades: { ticks_epoch: epoch, ticks_after: lastSeq } } }
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
