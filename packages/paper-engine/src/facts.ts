import { type EventOf, type Evidence, eventIdOf, type Unrecorded } from '@papertape/events'
import { formatDecimal } from '@papertape/money'
import { execution, resultOf } from './amounts.ts'
import type { Finding, Outcome } from './decide.ts'
import type { Entry, Trade } from './trade.ts'

export type FillFact = Unrecorded<EventOf<'fill.recorded'>>
export type MissFact = Unrecorded<EventOf<'entry.missed'>>

/** A fact that the engine has decided and the ledger does not hold yet; `seq` is that of the deciding price. */
export type Decision = { trade_id: string; bot_id: string; seq: number } & (
  | { kind: 'entry' | 'exit'; fact: FillFact }
  | { kind: 'missed'; fact: MissFact }
)

const MOMENTS = [null, 'open', 'range', 'close'] as const

const place = ({ seq, fact }: Decision): readonly [number, number] => [seq, MOMENTS.indexOf(fact.data.evidence.moment)]

/**
 * Sorts the decisions of trades that were caught up one by one as if the tape had come by once: by price, then by moment.
 * A stable sort leaves trades of one moment in ledger order, if they were caught up in it.
 */
export const inTapeOrder = (a: Decision, b: Decision): number => {
  const [aSeq, aMoment] = place(a)
  const [bSeq, bMoment] = place(b)
  return aSeq - bSeq || aMoment - bMoment
}

type OutcomeOf<Kind extends Outcome['kind']> = Extract<Outcome, { kind: Kind }>

const later = (a: string, b: string): string => (a > b ? a : b)

const tradeFields = (trade: Trade, evidence: Evidence) => {
  const { signal_id, symbol, venue, mode, run } = trade.accepted.data
  const { trade_id, direction, price_gap } = trade
  return { trade_id, signal_id, symbol, venue, direction, mode, run, price_gap, evidence }
}

const evidenceOf = (trade: Trade, { by }: Finding, gapped: boolean): Evidence => ({
  tick: by.tick,
  previous_tick: by.previous_tick,
  gapped,
  moment: by.moment,
  policy_hash: trade.accepted.data.policy_hash,
})

/** When a finding counts: at its price's time, but never before the trade itself did. */
export const timeOf = (trade: Trade, finding: Finding): string =>
  later(finding.by.tick.time, trade.entry?.time ?? trade.accepted.time)

/** Ids are functions of the acceptance and the leg, so that a trade's two possible exits would share one id. */
const entryFillId = (trade: Trade): string => eventIdOf('fill.recorded', trade.accepted.id, 'entry')

/** The entry of a trade; without a finding that of a `signal_price` trade, which no price of the stream decided. */
export const entryFill = (trade: Trade, entry: Entry, finding: Finding | null): FillFact => {
  const { last_tick, policy_hash } = trade.accepted.data
  const known = last_tick === null ? null : { price: last_tick.price, time: last_tick.time, seq: last_tick.seq }
  const evidence: Evidence =
    finding === null
      ? { tick: null, previous_tick: known, gapped: false, moment: null, policy_hash }
      : evidenceOf(trade, finding, false)
  return {
    id: entryFillId(trade),
    type: 'fill.recorded',
    version: 1,
    bot_id: trade.bot_id,
    time: entry.time,
    cause: trade.accepted.id,
    correlation: trade.accepted.data.signal_id,
    data: {
      ...tradeFields(trade, evidence),
      leg: 'entry',
      status: 'OPEN',
      price: formatDecimal(entry.price),
      quantity: formatDecimal(entry.quantity),
      notional: formatDecimal(entry.notional),
      fee: formatDecimal(entry.fee),
      ambiguous: false,
      exit: null,
    },
  }
}

/** The exit of a trade. */
export const exitFill = (trade: Trade, entry: Entry, outcome: OutcomeOf<'exit'>, finding: Finding): FillFact => {
  const filled = execution(outcome.price, entry.quantity, trade.fee_rate)
  const { gross_pnl, realized_pnl } = resultOf(entry, filled, trade.direction)
  return {
    id: eventIdOf('fill.recorded', trade.accepted.id, 'exit'),
    type: 'fill.recorded',
    version: 1,
    bot_id: trade.bot_id,
    time: timeOf(trade, finding),
    cause: outcome.close?.order.id ?? entryFillId(trade),
    correlation: trade.accepted.data.signal_id,
    data: {
      ...tradeFields(trade, evidenceOf(trade, finding, outcome.gapped)),
      leg: 'exit',
      status: outcome.status,
      price: formatDecimal(filled.price),
      quantity: formatDecimal(filled.quantity),
      notional: formatDecimal(filled.notional),
      fee: formatDecimal(filled.fee),
      ambiguous: outcome.ambiguous,
      exit: {
        entry_price: formatDecimal(entry.price),
        entry_time: entry.time,
        entry_fee: formatDecimal(entry.fee),
        gross_pnl: formatDecimal(gross_pnl),
        realized_pnl: formatDecimal(realized_pnl),
        closed_by: outcome.close?.order.signal_id ?? null,
      },
    },
  }
}

/** The end of a trade that was never entered. */
export const missedEntry = (trade: Trade, outcome: OutcomeOf<'missed'>, finding: Finding): MissFact => ({
  id: eventIdOf('entry.missed', trade.accepted.id),
  type: 'entry.missed',
  version: 1,
  bot_id: trade.bot_id,
  time: timeOf(trade, finding),
  cause: outcome.close?.order.id ?? trade.accepted.id,
  correlation: trade.accepted.data.signal_id,
  data: { ...tradeFields(trade, evidenceOf(trade, finding, false)), reason: outcome.reason },
})
