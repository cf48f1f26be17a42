import { type LedgerEvent, partitionOf } from '@papertape/events'
import { anAcceptedSignal, aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { aTrade, marksAt } from '@papertape/metrics/testing'
import type { Fact } from '@papertape/projection'

const RUN = 'run-1'
const START_MS = Date.parse('2021-01-01T00:00:00.000Z')
const BOTS = ['slow', 'quick', 'rare']
const EVERY_DAYS = [3, 1, 17]

const timeOn = (day: number, hour: number): string => new Date(START_MS + (day * 24 + hour) * 3_600_000).toISOString()

/**
 * A ledger of three bots of one replay over some days, each on a clock of its own: one trades daily, one every third day, one
 * every seventeenth. Between its trades a bot hears nothing, and stays in the day of its last one. Each trade is held through
 * a midnight and has a mark every six hours.
 */
export const replaysOver = (days: number, partitions: number): Fact[] => {
  const facts: Fact[] = []
  const append = (event: LedgerEvent, bot_id: string): void => {
    facts.push({
      seq: facts.length + 1,
      partition: partitionOf(bot_id, partitions),
      event,
      text: JSON.stringify(event),
    })
  }
  for (const bot_id of BOTS) append(botRegisteredOf(aRegistration({ bot_id, mode: 'replay', public: true })), bot_id)
  for (let day = 0; day < days; day += 1) {
    for (const [index, bot_id] of BOTS.entries()) {
      if (day % (EVERY_DAYS[index] ?? 1) !== 0) continue
      const given = { bot_id, mode: 'replay', run: RUN, signal_id: `s${day}`, symbol: `COIN${index}` } as const
      const at = timeOn(day, 1 + index)
      append(anAcceptedSignal({ ...given, accepted_at: at, venue: 'binance' }), bot_id)
      const trade = aTrade({ ...given, at, direction: day % 2 === 0 ? 'LONG' : 'SHORT' })
      append(trade.entry, bot_id)
      for (const hour of [6, 12, 18, 24]) {
        const price = String(100 + ((day * 7 + hour + index) % 11))
        const partition = partitionOf(bot_id, partitions)
        append(marksAt(timeOn(day, hour), { [given.symbol]: price }, { partition, run: RUN }), bot_id)
      }
      append(trade.exit(String(97 + ((day * 5 + index) % 8)), timeOn(day, 24.5)), bot_id)
    }
  }
  return facts
}
