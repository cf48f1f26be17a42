import { entryExecution } from './amounts.ts'
import { findAt } from './decide.ts'
import { type Decision, entryFill, exitFill, missedEntry, timeOf } from './facts.ts'
import type { Moment } from './moment.ts'
import { entryAtSignal, type Trade } from './trade.ts'

/** Enters a `signal_price` trade, as its acceptance alone decides. */
export const enterAtSignal = (trade: Trade): Decision => {
  const { trade_id, bot_id } = trade
  trade.entry = entryAtSignal(trade)
  const fact = entryFill(trade, trade.entry, null)
  return (trade.entryDecision = { kind: 'entry', trade_id, bot_id, seq: trade.accepted.data.ticks_after, fact })
}

/** Asks the rules about one trade at one moment and writes what they find into the trade. */
export const decideAt = (trade: Trade, moment: Moment): Decision | null => {
  if (trade.endDecision !== null) return null
  const finding = findAt(trade, moment)
  if (finding === null) return null
  const { outcome, by } = finding
  const { trade_id, bot_id } = trade
  const { seq } = moment
  if (outcome.kind === 'entry') {
    const filled = entryExecution(outcome.price, trade.position_size, trade.fee_rate)
    const entry = { ...filled, time: timeOf(trade, finding), by, recorded: false }
    trade.entry = entry
    return (trade.entryDecision = { kind: 'entry', trade_id, bot_id, seq, fact: entryFill(trade, entry, finding) })
  }
  if (outcome.kind === 'missed') {
    return (trade.endDecision = { kind: 'missed', trade_id, bot_id, seq, fact: missedEntry(trade, outcome, finding) })
  }
  if (trade.entry === null) throw new RangeError(`trade ${trade_id} leaves without having entered`)
  return (trade.endDecision = {
    kind: 'exit',
    trade_id,
    bot_id,
    seq,
    fact: exitFill(trade, trade.entry, outcome, finding),
  })
}
