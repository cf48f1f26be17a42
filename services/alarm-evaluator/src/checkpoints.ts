import { setTimeout as delay } from 'node:timers/promises'
import { type BotWatch, watchToJson } from '@papertape/risk'
import { isTransient } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { AlarmMetrics } from './alarm-metrics.ts'
import { CheckpointMoved, type LedgerPlace, saveAlarmState } from './alarm-store.ts'
import type { HeardAlarm, Outbox } from './outbox.ts'
import type { Watchlist } from './watchlist.ts'

/** Saves the fold now and then, behind the back of the folding. */
export type Checkpoints = {
  /** The bot's saved state is out of date. */
  changed(watch: BotWatch): void
  /** The next save puts it into the outbox. */
  heard(alarm: HeardAlarm): void
  /** Saves whatever changed, until the signal aborts; rejects with CheckpointMoved when this fold is to be given up. */
  run(signal: AbortSignal): Promise<void>
  /** Saves once more. */
  save(): Promise<void>
}

type Options = LedgerPlace & {
  store: Store
  watchlist: Pick<Watchlist, 'thresholds' | 'minute'>
  /** Where the saved state stands. */
  seq: number
  /** Where the fold stands now. */
  position(): number
  outbox: Outbox | null
  log: { warn(fields: object, message: string): void }
  metrics: Pick<AlarmMetrics, 'saves' | 'checkpoint'>
}

/** A save writes each changed bot once, however often it changed; a crash costs folding this much of the ledger again. */
const SAVE_EVERY_MS = 500
const RETRY_AFTER_MS = 1000

export const createCheckpoints = ({
  store,
  seq,
  ledgerEpoch,
  rulesSeq,
  watchlist,
  position,
  outbox,
  log,
  metrics,
}: Options): Checkpoints => {
  let savedSeq = seq
  let changed = new Map<string, BotWatch>()
  let heard: HeardAlarm[] = []

  const save = async (): Promise<void> => {
    const toSeq = position()
    if (toSeq === savedSeq) return
    const saving = changed
    changed = new Map()
    const telling = heard
    heard = []
    // Written down before anything is awaited: the states and the place in the ledger belong to one moment.
    const states = new Map(
      [...saving].map(([botId, watch]) => [
        botId,
        { state: JSON.stringify(watchToJson(watch)), staleSince: watch.stale_since },
      ]),
    )
    const { thresholds, minute } = watchlist
    const change = { fromSeq: savedSeq, toSeq, ledgerEpoch, rulesSeq, states, heard: telling, thresholds, minute }
    const done = metrics.saves.startTimer()
    try {
      await saveAlarmState(store, change, outbox)
      savedSeq = toSeq
      metrics.checkpoint.set(toSeq)
    } catch (error) {
      changed = new Map([...saving, ...changed])
      heard = [...telling, ...heard]
      throw error
    } finally {
      done()
    }
    outbox?.written(telling)
  }

  return {
    changed: (watch) => void changed.set(watch.bot_id, watch),
    heard: (alarm) => void heard.push(alarm),
    save,
    async run(signal) {
      while (!signal.aborted) {
        let pauseMs = SAVE_EVERY_MS
        try {
          await save()
        } catch (error) {
          if (error instanceof CheckpointMoved || !isTransient(error)) throw error
          // Alarms do not wait for PostgreSQL: the fold goes on, and is saved when it is back.
          log.warn({ error }, 'checkpoint not saved, will retry')
          pauseMs = RETRY_AFTER_MS
        }
        await delay(pauseMs, undefined, { signal }).catch(() => {})
      }
    },
  }
}
