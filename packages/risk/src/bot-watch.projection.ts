import { type AlarmType, alarmIdOf, type EventOf, type LedgerEvent, type Thresholds } from '@papertape/events'
import { foldKpi } from '@papertape/metrics'
import { type AlarmFact, adopt } from './adopt.ts'
import { alarmFactOf } from './alarm-facts.ts'
import { isRestless, onNewClock } from './alarm-state.ts'
import type { BotWatch } from './bot-watch.ts'
import { emergencyStopOf, isToClose } from './emergency-stop.decider.ts'
import { type AlarmStates, evaluate } from './evaluate.ts'
import { canFollow, holdFill, holdMarks, holdsStale } from './holdings.ts'
import { readingsOf } from './readings.ts'
import { silencesAfter } from './silences.ts'
import { staleBefore } from './stale-prices.ts'

/** What holds for all bots at one place in the ledger. */
export type InForce = {
  /** Thresholds over the defaults and under a bot's own, the last one on top. */
  layers: readonly Thresholds[]
  /** The newest full minute of the clock, of live and demo bots; `null` before the first. */
  minute: string | null
  /** Whether these rules decide here. Where they do not, only what is recorded moves an alarm, and none is owed. */
  deciding: boolean
}

const isWaitingForTime = (alarms: AlarmStates): boolean => Object.values(alarms).some(isRestless)

const showFigures = (watch: BotWatch, driving: LedgerEvent, time: string, { layers, deciding }: InForce): void => {
  if (!deciding) return
  const { bot_id, alarms, risk } = watch
  const nameOf = (type: AlarmType) => alarmIdOf(bot_id, type, driving.id)
  const { states, transitions } = evaluate(alarms, readingsOf(watch.kpi), [...layers, risk.thresholds], time, nameOf)
  watch.alarms = states
  for (const transition of transitions) {
    watch.owed.push(alarmFactOf(watch, transition, driving, states[transition.alarm_type]?.time ?? time))
  }
}

/** The time a fact tells this bot's clock, or `null`: a replay bot hears no clock but its own fills and marks. */
const timeFor = (watch: BotWatch, event: LedgerEvent, moved: boolean): string | null => {
  if (watch.mode !== 'replay') return event.time
  return moved && (event.type === 'fill.recorded' || event.type === 'marks.recorded') ? event.time : null
}

type TimedFact = EventOf<'fill.recorded'> | EventOf<'marks.recorded'> | EventOf<'clock.ticked'>

/** How old the prices are of what is held. Answers whether they have become stale now, or live again. */
const hearPrices = (watch: BotWatch, event: TimedFact, minute: string | null): boolean => {
  if (event.type === 'fill.recorded') holdFill(watch.holdings, event)
  else if (event.type === 'marks.recorded') holdMarks(watch.holdings, event.data)
  // Replay bots have no clock that could run on without prices.
  if (minute === null || watch.mode === 'replay') return false
  const since = watch.stale_since
  watch.stale_since = holdsStale(watch.holdings, staleBefore(minute)) ? (since ?? event.time) : null
  return watch.stale_since !== since
}

/** Folds the figures and shows them to the alarms; time alone counts where an alarm waits for it. */
const hearFigures = (watch: BotWatch, event: TimedFact, seq: number, inForce: InForce): boolean => {
  const priced = hearPrices(watch, event, inForce.minute)
  const runBefore = watch.kpi.run
  const moved = foldKpi(watch.kpi, event, seq).ledger_seq === seq
  if (watch.kpi.run !== runBefore) {
    watch.alarms = Object.fromEntries(Object.entries(watch.alarms).map(([type, state]) => [type, onNewClock(state)]))
  }
  const time = timeFor(watch, event, moved) ?? (moved ? watch.kpi.time : null)
  if (time === null || (!moved && !isWaitingForTime(watch.alarms))) return moved || priced
  showFigures(watch, event, time, inForce)
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

/** However it came to stand still, no further stop is owed to it, unless that one is to close what this one left open. */
const hearStopped = (watch: BotWatch, stopped: EventOf<'bot.stopped'>): void => {
  watch.running = false
  const isStillToClose = stopped.data.close_open_trades === undefined && isToClose(watch)
  watch.owed = watch.owed.filter(({ id, type }) => type !== 'bot.stopped' || (isStillToClose && id !== stopped.id))
}

/**
 * Folds one fact, of the bot's own history or about all bots (the clock, marks of its partition, thresholds, rules), into
 * the watch **in place**; what is to be told because of it is in `watch.owed` afterwards, and leaves it when it is heard
 * in the ledger. `inForce` is as of this fact. Decided by the ledger alone: the same facts always lead to the same watch, whoever folds them. Answers
 * whether anything changed.
 * @throws RangeError for a fill that cannot follow what came before; then nothing but `history_seq` has changed.
 */
export const hear = (watch: BotWatch, event: LedgerEvent, seq: number, inForce: InForce): boolean => {
  const own = event.bot_id === watch.bot_id
  if (own) watch.history_seq = seq
  switch (event.type) {
    case 'fill.recorded':
      if (!canFollow(watch.holdings, event)) {
        throw new RangeError(`the ${event.data.leg} of ${event.data.trade_id} cannot follow what came before`)
      }
      delete watch.waiting[event.data.trade_id]
      hearFigures(watch, event, seq, inForce)
      return true
    case 'marks.recorded':
    case 'clock.ticked':
      return hearFigures(watch, event, seq, inForce)
    case 'alarm.raised':
    case 'alarm.escalated':
    case 'alarm.cleared':
      hearAlarm(watch, event)
      return true
    case 'bot.configured':
      watch.risk = event.data.risk
      watch.name = event.data.name
      if (watch.mode !== 'replay') showFigures(watch, event, event.time, inForce)
      return true
    case 'alarms.configured':
    case 'alarms.rules_adopted':
      // They count at once; but a replay bot's clock is not the operator's, so there with its next own fact.
      if (watch.mode === 'replay') return false
      showFigures(watch, event, event.time, inForce)
      return true
    case 'bot.started':
      watch.running = true
      return true
    case 'bot.stopped':
      hearStopped(watch, event)
      return true
    case 'alarm.silenced':
      watch.silences = silencesAfter(watch.silences, event)
      return true
    case 'signal.accepted':
      if (event.data.trade_id !== null) watch.waiting[event.data.trade_id] = true
      return true
    case 'entry.missed':
      delete watch.waiting[event.data.trade_id]
      return true
    case 'bot.registered':
    case 'signal.rejected':
    case 'alarm.acknowledged':
    case 'trade.close_requested':
      return own
  }
}
