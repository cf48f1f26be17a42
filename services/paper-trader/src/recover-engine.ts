import { isMeantFor } from '@papertape/events'
import { createEngine, type Decision, type Engine, instrumentKey } from '@papertape/paper-engine'
import {
  markKey,
  type RecoveredClose,
  type RecoveredPartition,
  type RecoveredTrade,
} from './recovered-partition.projection.ts'
import { entryInEpoch, inEpoch, lowestOf, orderInEpoch, resumePointOf } from './resume.ts'

/** An engine that goes on where the ledger ends. */
export type RecoveredEngine = {
  engine: Engine
  /** First tick that it wants to be given; `null` without trades. */
  from: number | null
  /** The entries that the ledger lacks. */
  decisions: Decision[]
}

const keyOf = ({ data }: RecoveredTrade['accepted']) => instrumentKey(data.venue, data.symbol)

/** Finds the closes that were asked for after a trade's acceptance and are meant for it. */
const closesByTrade = (closes: readonly RecoveredClose[]): ((trade: RecoveredTrade) => RecoveredClose[]) => {
  const ofTrade = Map.groupBy(closes, ({ order }) => order.trade_id)
  const ofBot = Map.groupBy(ofTrade.get(null) ?? [], ({ order }) => order.bot_id)
  return ({ accepted: { bot_id, data }, acceptedSeq }) => {
    const { trade_id, signal_id, venue, symbol, direction, run } = data
    if (trade_id === null || direction === null) return []
    const trade = { trade_id, bot_id, signal_id, venue, symbol, direction, run }
    return [...(ofTrade.get(trade_id) ?? []), ...(ofBot.get(bot_id) ?? [])].filter(
      ({ order, seq }) => seq > acceptedSeq && isMeantFor(order, trade),
    )
  }
}

/**
 * An engine with one run's unfinished trades (run `null`: live and demo). Each instrument starts where the first of its
 * trades needs it, and all others wait for their own place in the stream.
 */
export const recoverEngine = (partition: RecoveredPartition, run: string | null, epoch: string): RecoveredEngine => {
  const engine = createEngine({ position: 0 })
  const closes = partition.closes.filter(({ order }) => order.run === run)
  const closesOf = closesByTrade(closes)
  const trades = [...partition.trades.values()]
    .filter(({ accepted }) => accepted.data.run === run)
    .map((trade) => {
      const { accepted } = trade
      const mark = partition.marks.get(markKey(run, accepted.data.venue, accepted.data.symbol)) ?? null
      return { ...trade, key: keyOf(accepted), point: resumePointOf(trade, closesOf(trade), mark, epoch) }
    })

  let from: number | null = null
  for (const [key, group] of Map.groupBy(trades, (trade) => trade.key)) {
    const { after, before } = lowestOf(group.map(({ point }) => point))
    engine.resume(key, after, before)
    from = Math.min(from ?? after + 1, after + 1)
  }

  const decisions: Decision[] = []
  for (const trade of trades.toSorted((a, b) => a.acceptedSeq - b.acceptedSeq)) {
    const { accepted, acceptedSeq, point } = trade
    const known = { entry: entryInEpoch(trade, epoch), mark: point.mark }
    const decision = engine.open(inEpoch(accepted, epoch), acceptedSeq, known)
    if (decision !== null) decisions.push(decision)
    const { trade_id, ticks_epoch } = accepted.data
    if (trade_id !== null && ticks_epoch !== epoch) engine.markPriceGap(trade_id)
  }
  for (const { order, seq } of closes.toSorted((a, b) => a.seq - b.seq)) {
    engine.requestClose(orderInEpoch(order, epoch), seq)
  }
  return { engine, from, decisions }
}
