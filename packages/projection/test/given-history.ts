import {
  ALL_BOTS,
  type ClosingFact,
  type EventOf,
  eventIdOf,
  type LedgerEvent,
  type Unrecorded,
} from '@papertape/events'
import { anAcceptedSignal, aRegistration, botRegisteredOf, closeOrderIn } from '@papertape/events/testing'
import { createEngine, type Decision, instrumentKey, priceOfTick } from '@papertape/paper-engine'
import { createFold } from '../src/fold.ts'
import { emptyFoldState } from '../src/fold-state.ts'
import { givenDatabase } from './given-database.ts'

/**
 * A ledger told step by step, and the tables that it folds into. Times are `HH:MM` or `HH:MM:SS` of 2024-01-01, or
 * whole; one bot, `bot`, and one instrument, unless told otherwise.
 */
export const givenHistory = () => {
  const database = givenDatabase()
  const fold = createFold(emptyFoldState)
  const engine = createEngine({ position: 0 })
  const facts: LedgerEvent[] = []
  let seq = 0
  let ticks = 0
  let now = '2024-01-01T00:00:00.000Z'
  const at = (time: string) => {
    if (time.length > 8) now = time
    else now = `2024-01-01T${time.length === 5 ? `${time}:00` : time}.000Z`
    return now
  }

  const record = (event: LedgerEvent, partition = 0): number => {
    seq += 1
    facts.push(event)
    fold.apply({ seq, partition, event, text: JSON.stringify(event) })
    database.apply(fold.take().changes)
    return seq
  }
  const fact = <Type extends LedgerEvent['type']>(type: Type, bot_id = 'bot') => ({
    id: eventIdOf(type, String(seq)),
    type,
    version: 1 as const,
    bot_id,
    time: now,
    recorded_at: now,
    cause: null,
    correlation: null,
  })
  const recordDecision = (decision: Decision) => {
    const event: Unrecorded<EventOf<'fill.recorded'>> | Unrecorded<EventOf<'entry.missed'>> = decision.fact
    const recorded = { ...event, recorded_at: now }
    record(recorded)
    if (recorded.type === 'fill.recorded' && decision.kind === 'entry') engine.enter(recorded)
    else engine.settle(decision.trade_id)
  }

  return {
    at,
    record,
    fact,
    database,
    facts,
    rows: database.rows,
    get seq() {
      return seq
    },
    register(given: Record<string, unknown> = {}) {
      record({ ...botRegisteredOf(aRegistration(given)), time: now, recorded_at: now })
    },
    /** An accepted signal and, for `signal_price`, its entry fill. */
    signal(given: Parameters<typeof anAcceptedSignal>[0] = {}) {
      const accepted = anAcceptedSignal({ accepted_at: now, ticks_after: ticks, signal_id: `s${seq}`, ...given })
      const acceptedSeq = record(accepted)
      if (accepted.data.action === 'CLOSE') engine.requestClose(closeOrderIn(accepted), acceptedSeq)
      else {
        const decision = engine.open(accepted, acceptedSeq)
        if (decision !== null) recordDecision(decision)
      }
      return accepted
    },
    /** A fact that asks for closes. */
    order(event: ClosingFact) {
      const orderSeq = record(event)
      engine.requestClose(closeOrderIn(event), orderSeq)
      return orderSeq
    },
    reject(given: Partial<EventOf<'signal.rejected'>['data']> = {}, bot_id = 'bot') {
      const input = { stream: 'SIGNALS' as const, epoch: 'e1', seq: seq + 1, received_at: now }
      record({
        ...fact('signal.rejected', bot_id),
        data: {
          signal_id: 'r1',
          reason: 'FILTERED',
          field: null,
          detail: 'no',
          bot_token: bot_id,
          mode: 'live',
          run: null,
          input,
          received: {},
          raw: null,
          ...given,
        },
      })
    },
    tick(price: string, symbol = 'BTCUSDT') {
      ticks += 1
      const tick = priceOfTick({ price, time: now, seq: ticks })
      for (const decision of engine.advance(instrumentKey('binance', symbol), tick)) recordDecision(decision)
    },
    clock(time: string) {
      record({ ...fact('clock.ticked', ALL_BOTS), time: at(time), data: { minute: now } })
    },
    marks(price: string, tickTime: string, run: string | null = null) {
      const minute = now
      const mark = { venue: 'binance', symbol: 'BTCUSDT', price, time: at(tickTime), seq: ticks }
      now = minute
      const data = { partition: 0, run, minute, ledger_seq: seq, ticks_epoch: 'e1', marks: [mark] }
      record({ ...fact('marks.recorded', ALL_BOTS), time: minute, data })
    },
    state: (botId = 'bot') => database.rows('bot_states').find(({ bot_id }) => bot_id === botId),
  }
}
