import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import type { TradeStep } from './trades.projection.ts'

type FactRow = WrittenRow<'unfinished_trade_facts'>

/** Table `unfinished_trade_facts`. Remembers nothing between batches; a trade that begins and ends in one leaves no row. */
export const unfinishedTradeFactsProjection = () => {
  let facts = new Map<string, FactRow[]>()
  let accepted = new Set<string>()
  let ended: string[] = []

  const end = (tradeId: string): void => {
    facts.delete(tradeId)
    if (!accepted.delete(tradeId)) ended.push(tradeId)
  }
  return {
    /** A fact, and what it did to a trade. */
    apply({ seq, text }: Fact, { kind, trade: { trade_id } }: TradeStep): void {
      if (kind === 'missed' || kind === 'closed') return end(trade_id)
      if (kind === 'accepted') accepted.add(trade_id)
      facts.getOrInsertComputed(trade_id, () => []).push({ trade_id, ledger_seq: seq, event: text })
    },
    take(): FactRow[] {
      const taken = [...facts.values()].flat()
      facts = new Map()
      accepted = new Set()
      return taken
    },
    /** Trades whose rows go. */
    takeEnded(): string[] {
      const taken = ended
      ended = []
      return taken
    },
  }
}
