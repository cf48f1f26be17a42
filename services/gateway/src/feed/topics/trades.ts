import type { EventOf, LedgerEvent } from '@papertape/events'
import { NOT_ENDED } from '../../reads/as-of/not-ended.ts'
import type { Coverage, Projection } from '../../reads/coverage.ts'
import { readTrades, TRADE_FIELDS } from '../../reads/trades.ts'
import type { Fact, View } from './fact-view.ts'

/** Trades of a snapshot: a page as REST lists it. */
const SHOWN = 50

/** The newest trades. */
export const readNewestTrades = async (projection: Projection, coverage: Coverage) =>
  (await readTrades(projection, coverage, { limit: SHOWN })).trades

type TradeFact = EventOf<'fill.recorded'> | EventOf<'entry.missed'>

const isOfTrade = (event: LedgerEvent): event is TradeFact =>
  event.type === 'fill.recorded' || event.type === 'entry.missed'

/** Each trade as it stood behind its fact, by the fact's sequence, however it has ended since. */
export const viewTrades = async (projection: Projection, facts: readonly Fact[]): Promise<Map<number, View>> => {
  const ofTrades = facts.flatMap(({ seq, event }) => (isOfTrade(event) ? [{ seq, event }] : []))
  if (ofTrades.length === 0) return new Map()
  const rows = await projection
    .selectFrom('trades')
    .select([...TRADE_FIELDS, 'public', 'entry_seq', 'exit_seq'])
    .where('trade_id', 'in', [...new Set(ofTrades.map(({ event }) => event.data.trade_id))])
    .execute()
  const byId = new Map(rows.map((row) => [row.trade_id, row]))
  return new Map(
    ofTrades.flatMap(({ seq, event }): [number, View][] => {
      const row = byId.get(event.data.trade_id)
      // A fact that cannot follow what came before has changed no trade.
      if (row === undefined || (row.entry_seq !== seq && row.exit_seq !== seq)) return []
      const { public: isPublic, entry_seq: _, exit_seq, ...trade } = row
      const data =
        exit_seq === seq ? trade : { ...trade, ...NOT_ENDED, fees: trade.entry_fee, price_gap: event.data.price_gap }
      return [[seq, { public: isPublic, mode: trade.mode, data }]]
    }),
  )
}
