import type { TradeRow, TradeStep } from './trades.projection.ts'

/** One bot's trades without an end. */
type Holding = {
  /** In the order of their acceptance. */
  unfinished: Map<string, TradeRow>
  /** Entered ones in the order of their entries; those that have ended since are passed over. */
  entered: TradeRow[]
  open: number
  /** Entries that wait for a tick; one at the signal's own price waits for nothing, it is only not recorded yet. */
  waiting: number
}

const waits = ({ entry_rule }: TradeRow): number => (entry_rule === 'next_tick' ? 1 : 0)

/** What a bot holds, as BotState asks. */
export type OpenBook = ReturnType<typeof createOpenBook>

/** The index over all trades without an end, by bot. `unfinished` in the order of their acceptance. */
export const createOpenBook = (unfinished: readonly TradeRow[]) => {
  const holdings = new Map<string, Holding>()
  const holdingOf = (botId: string): Holding => {
    const known = holdings.get(botId)
    if (known !== undefined) return known
    const holding: Holding = { unfinished: new Map(), entered: [], open: 0, waiting: 0 }
    holdings.set(botId, holding)
    return holding
  }
  const accept = (trade: TradeRow) => {
    const holding = holdingOf(trade.bot_id)
    holding.unfinished.set(trade.trade_id, trade)
    holding.waiting += waits(trade)
  }
  const enter = (trade: TradeRow) => {
    const holding = holdingOf(trade.bot_id)
    holding.unfinished.set(trade.trade_id, trade)
    holding.entered.push(trade)
    holding.waiting -= waits(trade)
    holding.open += 1
  }
  const end = (trade: TradeRow, kind: 'closed' | 'missed') => {
    const holding = holdingOf(trade.bot_id)
    holding.unfinished.delete(trade.trade_id)
    if (kind === 'closed') holding.open -= 1
    else holding.waiting -= waits(trade)
    if (holding.unfinished.size === 0) holdings.delete(trade.bot_id)
    else if (holding.entered.length > 2 * holding.open + 8) {
      holding.entered = holding.entered.filter(({ trade_id }) => holding.unfinished.has(trade_id))
    }
  }

  for (const trade of unfinished) accept(trade)
  for (const trade of unfinished.toSorted((a, b) => (a.entry_seq ?? 0) - (b.entry_seq ?? 0))) {
    if (trade.entry_seq !== null) enter(trade)
  }

  return {
    apply({ kind, trade }: TradeStep): void {
      if (kind === 'accepted') accept(trade)
      else if (kind === 'entered') enter(trade)
      else end(trade, kind)
    },
    /** Trades without an end, oldest acceptance first. */
    unfinishedOf: (botId: string): Iterable<TradeRow> => holdings.get(botId)?.unfinished.values() ?? [],
    waitingOf: (botId: string): number => holdings.get(botId)?.waiting ?? 0,
    /** The open trade entered last. */
    newestOf(botId: string): TradeRow | null {
      const holding = holdings.get(botId)
      if (holding === undefined) return null
      for (let last = holding.entered.at(-1); last !== undefined; last = holding.entered.at(-1)) {
        if (holding.unfinished.has(last.trade_id)) return last
        holding.entered.pop()
      }
      return null
    },
  }
}
