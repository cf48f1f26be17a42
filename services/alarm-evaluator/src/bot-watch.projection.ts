import { alarmIdOf, type LedgerEvent } from '@papertape/events'
import { figureOf, foldKpi } from '@papertape/metrics'
import {
  type AlarmFact,
  type AlarmStates,
  adopt,
  evaluate,
  type Figures,
  isRestless,
  onNewClock,
  RULES,
  silencesAfter,
} from '@papertape/risk'
import { alarmFactOf } from './alarm-facts.ts'
import type { BotWatch } from './bot-watch.ts'
import { emergencyStopOf } from './emergency-stop.decider.ts'

const figuresOf = (watch: BotWatch): Figures =>
  Object.fromEntries(RULES.map(({ figure }) => [figure, figureOf(watch.kpi, figure)]))

const isWaitingForTime = (alarms: AlarmStates): boolean => Object.values(alarms).some(isRestless)

const showFigures = (watch: BotWatch, driving: LedgerEvent, time: string): void => {
  const { bot_id, alarms, risk } = watch
  const nameOf = (type: Parameters<typeof alarmIdOf>[1]) => alarmIdOf(bot_id, type, driving.id)
  const { states, transitions } = evaluate(alarms, figuresOf(watch), risk, time, nameOf)
  watch.alarms = states
  for (const transition of transitions) {
    watch.owed.push(alarmFactOf(watch, transition, driving, states[transition.alarm_type]?.time ?? time))
  }
}

/** The time a fact tells this bot's clock, or `null`: a replay bot hears no clock but its own run's. */
const timeFor = (watch: BotWatch, event: LedgerEvent): string | null => {
  if (watch.mode !== 'replay') return event.time
  const run = event.type === 'fill.recorded' || event.type === 'marks.recorded' ? event.data.run : null
  return run !== null && run === watch.kpi.run ? event.time : null
}

/** Folds the figures and shows them to the alarms; time alone counts where an alarm waits for it. */
const hearFigures = (watch: BotWatch, event: LedgerEvent, seq: number): boolean => {
  const runBefore = watch.kpi.run
  const moved = foldKpi(watch.kpi, event, seq).ledger_seq === seq
  if (watch.kpi.run !== runBefore) {
    watch.alarms = Object.fromEntries(Object.entries(watch.alarms).map(([type, state]) => [type, onNewClock(state)]))
  }
  const time = timeFor(watch, event) ?? (moved ? watch.kpi.time : null)
  if (time === null || (!moved && !isWaitingForTime(watch.alarms))) return moved
  showFigures(watch, event, time)
  return true
}

/** An alarm fact is one that was owed, told before or now, or one that earlier rules led to: then what is recorded holds. */
const hearAlarm = (watch: BotWatch, event: AlarmFact): void => {
  const index = watch.owed.findIndex(({ id }) => id === event.id)
  if (index === -1) watch.alarms = adopt(watch.alarms, event)
  else watch.owed.splice(index, 1)
  if (event.type === 'alarm.cleared' || event.data.level !== 'EMERGENCY') return
  const stop = emergencyStopOf(watch, event)
  if (stop !== null) watch.owed.push(stop)
  watch.stopped_for[event.data.alarm_type] = event.data.alarm_id
}

/** However it came to stand still, no further stop is owed to it. */
const hearStopped = (watch: BotWatch): void => {
  watch.running = false
  watch.owed = watch.owed.filter(({ type }) => type !== 'bot.stopped')
}

/**
 * Folds one fact, of the bot's own history or a clock tick or marks of its partition, into the watch **in place**; what
 * is to be told because of it is in `watch.owed` afterwards, and leaves it when it is heard in the ledger. Decided by the
 * ledger alone: the same facts always lead to the same watch, whoever folds them. Answers whether anything changed.
 */
export const hear = (watch: BotWatch, event: LedgerEvent, seq: number): boolean => {
  const own = event.bot_id === watch.bot_id
  if (own) watch.history_seq = seq
  switch (event.type) {
    case 'fill.recorded':
    case 'marks.recorded':
    case 'clock.ticked':
      return hearFigures(watch, event, seq) || own
    case 'alarm.raised':
    case 'alarm.escalated':
    case 'alarm.cleared':
      hearAlarm(watch, event)
      return true
    case 'bot.configured':
      watch.risk = event.data.risk
      watch.name = event.data.name
      // New thresholds count at once; but a replay bot's clock is not the operator's.
      if (watch.mode !== 'replay') showFigures(watch, event, event.time)
      return true
    case 'bot.started':
      watch.running = true
      return true
    case 'bot.stopped':
      hearStopped(watch)
      return true
    case 'alarm.silenced':
      watch.silences = silencesAfter(watch.silences, event)
      return true
    case 'bot.registered':
    case 'signal.accepted':
    case 'signal.rejected':
    case 'entry.missed':
    case 'alarm.acknowledged':
    case 'alarms.configured':
    case 'trade.close_requested':
      return own
  }
}
