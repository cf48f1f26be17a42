import { type ClosingFact, closeOrderOf, isClosingFact, isMeantFor } from '@papertape/events'
import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'
import type { TradeRow, TradeStep } from './trades.projection.ts'

type CloseRow = WrittenRow<'pending_closes'>

/** A fact that asks for closes, and the trades it may still end. */
export type PendingClose = { ledger_seq: number; partition: number; event: ClosingFact; trade_ids: readonly string[] }

const rowOf = ({ event, trade_ids, ledger_seq, partition }: PendingClose): CloseRow => ({
  ledger_seq,
  partition,
  bot_id: event.bot_id,
  event: JSON.stringify(event),
  trade_ids: JSON.stringify(trade_ids),
})

/** What a fact asks of trades that have no end; `null` where it asks nothing, or of nobody. */
const asked = ({ event, seq, partition }: Fact, unfinished: () => Iterable<TradeRow>): PendingClose | null => {
  if (!isClosingFact(event)) return null
  const order = closeOrderOf(event)
  if (order === null) return null
  const trade_ids: string[] = []
  for (const trade of unfinished()) if (isMeantFor(order, trade)) trade_ids.push(trade.trade_id)
  return trade_ids.length === 0 ? null : { ledger_seq: seq, partition, event, trade_ids }
}

/** Table `pending_closes`: what asks for closes stays as long as a trade it is meant for has no end. */
export const pendingClosesProjection = (rows: readonly PendingClose[]) => {
  const closes = new Map(rows.map((close) => [close.ledger_seq, close]))
  const closesOfTrade = new Map<string, number[]>()
  const changed = pendingRows<CloseRow>()
  let done: number[] = []

  const index = (close: PendingClose) => {
    for (const id of close.trade_ids) closesOfTrade.set(id, [...(closesOfTrade.get(id) ?? []), close.ledger_seq])
  }
  for (const close of rows) index(close)

  const release = (tradeId: string) => {
    for (const seq of closesOfTrade.get(tradeId) ?? []) {
      const close = closes.get(seq)
      if (close === undefined) continue
      const rest = { ...close, trade_ids: close.trade_ids.filter((id) => id !== tradeId) }
      if (rest.trade_ids.length > 0) {
        closes.set(seq, rest)
        changed.put(seq, rowOf(rest))
      } else {
        closes.delete(seq)
        changed.remove(seq)
        done.push(seq)
      }
    }
    closesOfTrade.delete(tradeId)
  }

  return {
    /** The ledger sequence of a fact that asked for a trade's close and is named as the cause of its end. */
    seqOf: (tradeId: string, cause: string | null): number | null =>
      closesOfTrade.get(tradeId)?.find((seq) => closes.get(seq)?.event.id === cause) ?? null,
    /** `unfinished` are the bot's trades without an end, oldest first. */
    apply(fact: Fact, step: TradeStep | null, unfinished: () => Iterable<TradeRow>): void {
      if (step?.kind === 'closed' || step?.kind === 'missed') release(step.trade.trade_id)
      const close = asked(fact, unfinished)
      if (close === null) return
      closes.set(close.ledger_seq, close)
      index(close)
      changed.put(close.ledger_seq, rowOf(close))
    },
    take: changed.take,
    /** Those whose rows are to go. */
    takeDone(): number[] {
      const taken = done
      done = []
      return taken
    },
  }
}
