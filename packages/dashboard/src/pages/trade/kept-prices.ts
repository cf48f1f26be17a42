import type { TradeDetail } from '@papertape/client'
import { checkedNumber } from '../../format/wrong-data.ts'

export type Point = { readonly time: string; readonly price: number }

/** The prices that the ledger keeps of a trade: those that its fills name, in the order of time, each moment once. */
export const keptPrices = (trade: TradeDetail): readonly Point[] => {
  const ticks = trade.fills.flatMap(({ evidence: { tick, previous_tick } }) => [previous_tick, tick])
  const byTime = new Map(ticks.flatMap((tick) => (tick === null ? [] : [[tick.time, checkedNumber(tick.price)]])))
  return [...byTime].map(([time, price]) => ({ time, price })).toSorted((a, b) => (a.time < b.time ? -1 : 1))
}
