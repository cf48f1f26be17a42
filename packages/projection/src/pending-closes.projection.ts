import type { EventOf } from '@papertape/events'
import type { WrittenRow } from '@papertape/store'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'
import type { TradeRow, TradeStep } from './trades.projection.ts'

type Close = EventOf<'signal.accepted'>
type CloseRow = WrittenRow<'pending_closes'>

/** An accepted CLOSE and the trades it may still end. */
export type PendingClose = { ledger_seq: number; partition: number; event: Close; trade_ids: readonly string[] }

const isMeantFor = (trade: TradeRow, { bot_id, data }: Close): boolean =>
  trade.bot_id === bot_id &&
  trade.venue === data.venue &&
  trade.symbol === data.symbol &&
  (data.direction === null || data.direction === trade.direction) &&
  (data.opens_signal_id === null || data.opens_signal_id === trade.signal_id)

const rowOf = ({ event, trade_ids, ledger_seq, partition }: PendingClose): CloseRow => ({
  ledger_seq,
  partition,
  bot_id: event.bot_id,
  event: JSON.stringify(event),
  trade_ids: JSON.stringify(trade_ids),
})

/** Table `pending_closes`: a CLOSE stays as long as a trade it is meant for has no end. */
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
    /** `unfinished` are the bot's trades without an end, oldest first. */
    apply({ event, seq, partition }: Fact, step: TradeStep | null, unfinished: () => Iterable<TradeRow>): void {
      if (step?.kind === 'closed' || step?.kind === 'missed') release(step.trade.trade_id)
      if (event.type !== 'signal.accepted' || event.data.action !== 'CLOSE') return
      const trade_ids: string[] = []
      for (const trade of unfinished()) if (isMeantFor(trade, event)) trade_ids.push(trade.trade_id)
      if (trade_ids.length === 0) return
      const close: PendingClose = { ledger_seq: seq, partition, event, trade_ids }
      closes.set(seq, close)
      index(close)
      changed.put(seq, rowOf(close))
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
