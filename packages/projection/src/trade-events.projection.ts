import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'

type TradeEventRow = WrittenRow<'trade_events'>

const tradeOf = ({ event }: Fact): { trade_id: string; type: TradeEventRow['type'] } | null => {
  switch (event.type) {
    case 'signal.accepted':
      return event.data.trade_id === null ? null : { trade_id: event.data.trade_id, type: event.type }
    case 'fill.recorded':
    case 'entry.missed':
      return { trade_id: event.data.trade_id, type: event.type }
    default:
      return null
  }
}

/** Table `trade_events`: the facts of each trade as they stand in the ledger, contradicting ones too. Remembers nothing. */
export const tradeEventsProjection = () => {
  const changed = pendingRows<TradeEventRow>()
  return {
    apply(fact: Fact): void {
      const trade = tradeOf(fact)
      if (trade !== null) changed.put(fact.seq, { ...trade, ledger_seq: fact.seq, event: fact.text })
    },
    take: changed.take,
  }
}
