import { ALL_BOTS, type LedgerEvent, UNKNOWN_BOT } from '@papertape/events'
import { hear } from './bot-watch.projection.ts'
import { type BotWatch, watchOf } from './bot-watch.ts'

/** All bots under watch, and which facts concern which of them. */
export type Watchlist = {
  get(botId: string): BotWatch | undefined
  all(): Iterable<BotWatch>
  readonly size: number
  /** Folds one fact into every bot that it concerns; answers those it changed. */
  hear(fact: { seq: number; partition: number; event: LedgerEvent }): BotWatch[]
}

/** What does not concern a bot's account or alarms belongs to nobody here. */
const NOBODY: readonly BotWatch[] = []

export const createWatchlist = (recovered: readonly BotWatch[]): Watchlist => {
  const watches = new Map<string, BotWatch>()
  const partitions = new Map<number, BotWatch[]>()
  const add = (watch: BotWatch) => {
    watches.set(watch.bot_id, watch)
    const partition = partitions.get(watch.partition)
    if (partition === undefined) partitions.set(watch.partition, [watch])
    else partition.push(watch)
  }
  for (const watch of recovered) add(watch)

  /** @throws RangeError for a history that does not begin with its registration: the ledger contradicts itself. */
  const concerned = (partition: number, event: LedgerEvent): Iterable<BotWatch> => {
    if (event.type === 'clock.ticked') return watches.values()
    if (event.type === 'marks.recorded') return partitions.get(partition) ?? NOBODY
    if (event.bot_id === ALL_BOTS || event.bot_id === UNKNOWN_BOT) return NOBODY
    const watch = watches.get(event.bot_id)
    if (watch === undefined) throw new RangeError(`${event.type} of ${event.bot_id}, which was never registered`)
    return [watch]
  }

  return {
    get: (botId) => watches.get(botId),
    all: () => watches.values(),
    get size() {
      return watches.size
    },
    hear({ seq, partition, event }) {
      if (event.type === 'bot.registered' && !watches.has(event.bot_id)) {
        const watch = watchOf(event, partition, seq)
        add(watch)
        return [watch]
      }
      const changed: BotWatch[] = []
      for (const watch of concerned(partition, event)) if (hear(watch, event, seq)) changed.push(watch)
      return changed
    },
  }
}
