import { type AlarmFact, type BotWatch, isSilenced } from '@papertape/risk'
import type { OpsTables } from '@papertape/store'
import type { Transaction } from 'kysely'

/** An alarm fact as it stands in the ledger, with what people are told about its bot. */
export type HeardAlarm = {
  seq: number
  event: AlarmFact
  /** As of this fact. */
  bot: Pick<BotWatch, 'bot_id' | 'name' | 'mode'> & { public: boolean }
  /** Nobody is to be told: an operator has silenced it. */
  silenced: boolean
}

/** The stretch of one ledger that a save moves the checkpoint over: `fromSeq` exclusive, `toSeq` inclusive. */
export type Stretch = { fromSeq: number; toSeq: number; ledgerEpoch: string }

/**
 * Where alarm facts go that people are to be told of. After a rebuild the same facts are heard again, from the ledger's
 * beginning: how far they have been told of is the outbox's to know.
 */
export type Outbox = {
  /** Writes in the transaction that moves the checkpoint, so both hold or neither; may be called again with the same. */
  write(tx: Transaction<OpsTables>, heard: readonly HeardAlarm[], stretch: Stretch): Promise<void>
  /** The transaction has committed. */
  written(heard: readonly HeardAlarm[]): void
}

/** The alarm fact with what is known of its bot now. */
export const heardAlarm = (watch: BotWatch, event: AlarmFact, seq: number): HeardAlarm => ({
  seq,
  event,
  bot: { bot_id: watch.bot_id, name: watch.name, mode: watch.mode, public: watch.kpi.public },
  silenced: isSilenced(watch.silences, event.data.alarm_type, event.time),
})
