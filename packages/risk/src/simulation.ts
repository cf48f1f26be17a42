import type { AlarmLevel, AlarmType, EventOf, LedgerEvent, Thresholds } from '@papertape/events'
import { hear, type InForce } from './bot-watch.projection.ts'
import { type OwedFact, watchOf } from './bot-watch.ts'

/** A step that an alarm would have made. */
export type SimulatedStep = {
  kind: 'raised' | 'escalated' | 'cleared'
  /** When it counts, as an alarm fact's `time`. */
  time: string
  /** The fact that drove it there. */
  ledger_seq: number
  /** Names one alarm from raised to cleared, within the simulation. */
  alarm_id: string
  alarm_type: AlarmType
  level: AlarmLevel
  previous_level: AlarmLevel | null
  current_value: number
  threshold_value: number
  /** The snapshot that was judged. */
  kpi_seq: number
  message: string
  recommended_action: string | null
}

const KINDS = { 'alarm.raised': 'raised', 'alarm.escalated': 'escalated', 'alarm.cleared': 'cleared' } as const

const stepOf = (fact: OwedFact, ledger_seq: number): SimulatedStep[] => {
  if (fact.type === 'bot.stopped') return []
  const { time, type, data } = fact
  const { alarm_id, alarm_type, level, current_value, threshold_value, kpi_seq, message } = data
  return [
    {
      kind: KINDS[type],
      time,
      ledger_seq,
      alarm_id,
      alarm_type,
      level,
      previous_level: 'previous_level' in data ? data.previous_level : null,
      current_value,
      threshold_value,
      kpi_seq,
      message,
      recommended_action: 'recommended_action' in data ? data.recommended_action : null,
    },
  ]
}

/**
 * What a bot's alarms would have done under other thresholds: the live fold and the live rules, over recorded facts.
 * `layers` stand over the defaults, the last one on top, for the whole history; the thresholds, alarms, stops and silences
 * that are recorded count for nothing. `hear` takes facts in ledger order: the bot's own history behind its registration,
 * marks of its partition, and the clock; it answers what each one would have led to.
 * @throws RangeError for a fill that cannot follow what came before. It changes nothing: the next fact may be heard.
 */
export const createSimulation = (
  registered: EventOf<'bot.registered'>,
  place: { seq: number; partition: number },
  layers: readonly Thresholds[],
): { hear(event: LedgerEvent, seq: number): SimulatedStep[] } => {
  const watch = watchOf(registered, place.partition, place.seq)
  watch.risk = { ...watch.risk, thresholds: {} }
  const inForce: InForce = { layers, minute: null, deciding: true }
  return {
    hear(event, seq) {
      if (event.type !== 'fill.recorded' && event.type !== 'marks.recorded' && event.type !== 'clock.ticked') return []
      if (event.type === 'clock.ticked') inForce.minute = event.data.minute
      hear(watch, event, seq, inForce)
      return watch.owed.splice(0).flatMap((fact) => stepOf(fact, seq))
    },
  }
}
