import type { Decimal } from '@papertape/money'
import type { ClosedTrade } from './closed-trade.ts'

/** So many of the newest trades are kept whole, for lists; of the others only what figures need. */
const NEWEST_MAX = 200

/** What is known of the trades of one symbol. */
export type SymbolSum = { trades: number; net: Decimal }

/** Closed trades in order of their exit, as columns. */
export type TradeLog = {
  exits: readonly number[]
  nets: readonly Decimal[]
  /** Σ (exit − entry) and how many trades have both. */
  durationMs: number
  timed: number
  /** Σ fees; `null` where a trade does not say its own. */
  fees: Decimal | null
  /** By symbol, where trades have one. */
  symbols: ReadonlyMap<string, SymbolSum>
  newest: readonly ClosedTrade[]
}

/** Collects closed trades in any order. */
export type TradeCollector = { add: (trade: ClosedTrade) => void; log: () => TradeLog }

const byExit = (a: ClosedTrade, b: ClosedTrade): number => a.exitMs - b.exitMs

export const createTradeCollector = (): TradeCollector => {
  const exits: number[] = []
  const nets: Decimal[] = []
  const symbols = new Map<string, SymbolSum>()
  let newest: ClosedTrade[] = []
  let isSorted = true
  let durationMs = 0
  let timed = 0
  let fees: Decimal | null = 0n

  const keep = (trade: ClosedTrade): void => {
    newest.push(trade)
    if (newest.length >= 2 * NEWEST_MAX) newest = newest.toSorted(byExit).slice(-NEWEST_MAX)
  }
  /** Places in order of exit; trades with the same exit stay in the order in which they came. */
  const order = () => exits.map((_, index) => index).toSorted((a, b) => (exits[a] ?? 0) - (exits[b] ?? 0))

  return {
    add(trade) {
      if (trade.exitMs < (exits.at(-1) ?? trade.exitMs)) isSorted = false
      exits.push(trade.exitMs)
      nets.push(trade.net)
      if (trade.entryMs !== null) {
        durationMs += trade.exitMs - trade.entryMs
        timed += 1
      }
      fees = fees === null || trade.fees === null ? null : fees + trade.fees
      if (trade.symbol !== null) {
        const sum = symbols.get(trade.symbol)
        if (sum === undefined) symbols.set(trade.symbol, { trades: 1, net: trade.net })
        else {
          sum.trades += 1
          sum.net += trade.net
        }
      }
      keep(trade)
    },
    log() {
      const rest = { durationMs, timed, fees, symbols, newest: newest.toSorted(byExit).slice(-NEWEST_MAX) }
      if (isSorted) return { exits, nets, ...rest }
      const places = order()
      return {
        exits: places.map((place) => exits[place] ?? 0),
        nets: places.map((place) => nets[place] ?? 0n),
        ...rest,
      }
    },
  }
}
