import { ALL_BOTS, type LedgerEvent, type Thresholds, UNKNOWN_BOT } from '@papertape/events'
import { type BotWatch, hear, type InForce, watchOf } from '@papertape/risk'

/** All that is known of all bots at one place in the ledger: what is checkpointed. */
export type Watched = {
  watches: readonly BotWatch[]
  /** Of all bots, by `alarms.configured`. */
  thresholds: Thresholds
  /** The newest full minute of the clock. */
  minute: string | null
}

/** All bots under watch, and which facts concern which of them. */
export type Watchlist = {
  get(botId: string): BotWatch | undefined
  all(): Iterable<BotWatch>
  readonly size: number
  readonly thresholds: Thresholds
  readonly minute: string | null
  /** Folds one fact into every bot that it concerns; answers those it changed. */
  hear(fact: { seq: number; partition: number; event: LedgerEvent }): BotWatch[]
}

/** Before the first fact. */
export const NOTHING_WATCHED: Watched = { watches: [], thresholds: {}, minute: null }

type Options = {
  /** The place at which the rules of now were adopted: from there on they decide, before it only what is recorded counts. */
  rulesSeq: number
  /** Hears of facts that cannot follow what came before; they change no figure and no alarm. */
  onContradiction(fact: { seq: number; event: LedgerEvent; why: string }): void
}

/** What does not concern a bot's account or alarms belongs to nobody here. */
const NOBODY: readonly BotWatch[] = []

export const createWatchlist = (recovered: Watched, { rulesSeq, onContradiction }: Options): Watchlist => {
  const watches = new Map<string, BotWatch>()
  const partitions = new Map<number, BotWatch[]>()
  let { thresholds, minute } = recovered
  const add = (watch: BotWatch) => {
    watches.set(watch.bot_id, watch)
    const partition = partitions.get(watch.partition)
    if (partition === undefined) partitions.set(watch.partition, [watch])
    else partition.push(watch)
  }
  for (const watch of recovered.watches) add(watch)

  /** What is in force at this fact, which may itself change it. */
  const inForceAt = (seq: number, event: LedgerEvent): InForce => {
    if (event.type === 'clock.ticked' && (minute === null || event.data.minute > minute)) minute = event.data.minute
    if (event.type === 'alarms.configured') ({ thresholds } = event.data)
    return { layers: [thresholds], minute, deciding: seq >= rulesSeq }
  }

  /** @throws RangeError for a history that does not begin with its registration. */
  const concerned = (partition: number, event: LedgerEvent): Iterable<BotWatch> => {
    switch (event.type) {
      case 'clock.ticked':
      case 'alarms.configured':
      case 'alarms.rules_adopted':
        return watches.values()
      case 'marks.recorded':
        return partitions.get(partition) ?? NOBODY
      default: {
        if (event.bot_id === ALL_BOTS || event.bot_id === UNKNOWN_BOT) return NOBODY
        const watch = watches.get(event.bot_id)
        if (watch === undefined) throw new RangeError(`${event.bot_id} was never registered`)
        return [watch]
      }
    }
  }

  return {
    get: (botId) => watches.get(botId),
    all: () => watches.values(),
    get size() {
      return watches.size
    },
    get thresholds() {
      return thresholds
    },
    get minute() {
      return minute
    },
    hear({ seq, partition, event }) {
      const inForce = inForceAt(seq, event)
      if (event.type === 'bot.registered' && !watches.has(event.bot_id)) {
        const watch = watchOf(event, partition, seq)
        add(watch)
        return [watch]
      }
      const changed: BotWatch[] = []
      try {
        for (const watch of concerned(partition, event)) if (hear(watch, event, seq, inForce)) changed.push(watch)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        onContradiction({ seq, event, why: error.message })
        const watch = watches.get(event.bot_id)
        return watch === undefined ? [] : [watch]
      }
      return changed
    },
  }
}
