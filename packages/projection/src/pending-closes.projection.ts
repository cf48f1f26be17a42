import { type ClosingFact, closeOrderOf, isClosingFact, isMeantFor } from '@papertape/events'
import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
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
  const closes = new Map<number, Omit<PendingClose, 'trade_ids'> & { left: Set<string> }>()
  const closesOfTrade = new Map<string, number[]>()
  /** Made into rows when they are taken: a stop may concern thousands of trades, which end one by one. */
  let changed = new Set<number>()
  let done: number[] = []

  const keep = ({ trade_ids, ...close }: PendingClose) => {
    closes.set(close.ledger_seq, { ...close, left: new Set(trade_ids) })
    for (const id of trade_ids) closesOfTrade.set(id, [...(closesOfTrade.get(id) ?? []), close.ledger_seq])
  }
  for (const close of rows) keep(close)

  const release = (tradeId: string) => {
    for (const seq of closesOfTrade.get(tradeId) ?? []) {
      const left = closes.get(seq)?.left
      if (left === undefined) continue
      left.delete(tradeId)
      if (left.size > 0) changed.add(seq)
      else {
        closes.delete(seq)
        changed.delete(seq)
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
      keep(close)
      changed.add(close.ledger_seq)
    },
    take(): CloseRow[] {
      const taken = [...changed].flatMap((seq) => {
        const close = closes.get(seq)
        return close === undefined ? [] : [rowOf({ ...close, trade_ids: [...close.left] })]
      })
      changed = new Set()
      return taken
    },
    /** Those whose rows are to go. */
    takeDone(): number[] {
      const taken = done
      done = []
      return taken
    },
  }
}
