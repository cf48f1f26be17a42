import { isStale as isStaleBy, staleBefore } from '@papertape/risk'
import type { OpenBook } from './open-book.ts'
import type { BotIdentity } from './scope.ts'
import type { TradeRow } from './trades.projection.ts'

export type Prices = {
  book: OpenBook
  /** The last full minute of live and demo bots. */
  minute: () => string | null
  /** Time of the newest live tick that a mark showed. */
  liveTimeOf: (partition: number, venue: string, symbol: string) => string | undefined
}

/**
 * Which live and demo bots hold a trade whose newest price, mark or entry, is stale by the clock: the rule of packages/risk.
 * Replay bots have no clock that could run on without prices.
 *
 * A flag per bot, so that a fact costs the same however many trades are open: `check` goes through all of a bot's trades
 * and is for the clock and for marks; an entry can only raise the flag, an exit only lower it.
 */
export const createStaleness = ({ book, minute, liveTimeOf }: Prices) => {
  const stale = new Set<string>()
  let limitOf: string | null = null
  let limit = ''

  const isStale = (trade: TradeRow): boolean => {
    const now = minute()
    if (now === null || trade.entry_time === null) return false
    if (now !== limitOf) {
      limitOf = now
      limit = staleBefore(now)
    }
    return isStaleBy(trade.entry_time, liveTimeOf(trade.partition, trade.venue, trade.symbol), limit)
  }
  const check = ({ bot_id, mode }: BotIdentity): void => {
    stale.delete(bot_id)
    if (mode === 'replay') return
    for (const trade of book.unfinishedOf(bot_id)) {
      if (!isStale(trade)) continue
      stale.add(bot_id)
      return
    }
  }
  return {
    check,
    has: (botId: string): boolean => stale.has(botId),
    entered(trade: TradeRow): void {
      if (trade.mode !== 'replay' && isStale(trade)) stale.add(trade.bot_id)
    },
    ended(bot: BotIdentity): void {
      if (stale.has(bot.bot_id)) check(bot)
    },
  }
}
