import { ALL_BOTS, type EventOf, type LedgerEvent } from '@papertape/events'
import { aCloseRequest, aClosingStop, anAcceptedSignal, closeOrderIn } from '@papertape/events/testing'
import { createEngine, instrumentKey, priceOfTick } from '@papertape/paper-engine'
import { describe, expect, it } from 'vitest'
import { marksFact } from '../src/marks.ts'
import { emptyPartition, foldFact, markKey } from '../src/recovered-partition.projection.ts'

const now = '2024-01-01T00:00:00.000Z'
const opened = anAcceptedSignal({ signal_id: 'one', run: 'r1' })
const closing = anAcceptedSignal({ signal_id: 'c', action: 'CLOSE', trade_id: null, run: 'r1' })

/** Entry and exit of `opened`, as the engine says them. */
const [entry, exit] = (() => {
  const engine = createEngine({ position: 0 })
  const first = engine.open(opened, 1)
  const [last] = engine.advance(instrumentKey('binance', 'BTCUSDT'), priceOfTick({ price: '90', time: now, seq: 1 }))
  return [first, last].map((decision) => ({ ...decision?.fact, recorded_at: now }) as EventOf<'fill.recorded'>)
})()

const folded = (...events: (LedgerEvent | undefined)[]) => {
  const partition = emptyPartition(10)
  events.forEach((event, index) => event !== undefined && foldFact(partition, event, 11 + index))
  return partition
}

describe('what a new owner finds', () => {
  it('is the trades without an end, with their entries', () => {
    const partition = folded(opened, anAcceptedSignal({ signal_id: 'two' }), entry)
    expect([...partition.trades.values()].map((trade) => [trade.acceptedSeq, trade.entry?.id ?? null])).toEqual([
      [11, entry?.id],
      [12, null],
    ])
    expect(folded(opened, entry, exit).trades.size).toBe(0)
  })
  it('is every CLOSE, and when each run began and was marked last', () => {
    const mark = { venue: 'binance', symbol: 'BTCUSDT', price: '90', time: now, seq: 7 }
    const data = { partition: 0, run: 'r1', minute: now, ledger_seq: 12, ticks_epoch: 'e', marks: [mark] }
    const partition = folded(opened, closing, { ...marksFact(data, null), recorded_at: now, bot_id: ALL_BOTS })
    expect(partition.closes).toEqual([{ order: closeOrderIn(closing), seq: 12 }])
    expect(partition.runs.get('r1')).toEqual({ markedMinute: now, firstAcceptedAt: opened.time })
    expect(partition.marks.get(markKey('r1', 'binance', 'BTCUSDT'))).toMatchObject({ seq: 7, ledger_seq: 12 })
  })
  it('is what operators and alarms asked to be closed', () => {
    const request = aCloseRequest('t1', 3)
    const stop = aClosingStop('a1', 4)
    expect(folded(opened, request, stop).closes.map(({ order, seq }) => [order.id, order.status, seq])).toEqual([
      [request.id, 'CLOSED_MANUAL', 12],
      [stop.id, 'CLOSED_MANUAL', 13],
    ])
  })
  it('does not change by facts that the projection held already', () => {
    const partition = emptyPartition(10)
    foldFact(partition, opened, 10)
    expect(partition.trades.size).toBe(0)
  })
})
