import type { z } from 'zod'
import {
  alarmAcknowledged,
  alarmCleared,
  alarmEscalated,
  alarmRaised,
  alarmSilenced,
  alarmsConfigured,
  alarmsRulesAdopted,
} from './alarm-events.ts'
import { botConfigured, botRegistered, botStarted, botStopped } from './bot-events.ts'
import { entryMissed, fillRecorded, tradeCloseRequested } from './fill-events.ts'
import { signalAccepted, signalRejected } from './signal-events.ts'
import { clockTicked, marksRecorded } from './tape-events.ts'

/** Every event type of the ledger with its schema: the one list that docs and machine-readable contracts derive from. */
export const catalogue = {
  'bot.registered': botRegistered,
  'bot.configured': botConfigured,
  'bot.started': botStarted,
  'bot.stopped': botStopped,
  'signal.accepted': signalAccepted,
  'signal.rejected': signalRejected,
  'fill.recorded': fillRecorded,
  'entry.missed': entryMissed,
  'trade.close_requested': tradeCloseRequested,
  'marks.recorded': marksRecorded,
  'clock.ticked': clockTicked,
  'alarm.raised': alarmRaised,
  'alarm.escalated': alarmEscalated,
  'alarm.cleared': alarmCleared,
  'alarm.acknowledged': alarmAcknowledged,
  'alarm.silenced': alarmSilenced,
  'alarms.configured': alarmsConfigured,
  'alarms.rules_adopted': alarmsRulesAdopted,
} as const

export type EventType = keyof typeof catalogue

/** The event of one type. */
export type EventOf<Type extends EventType> = z.output<(typeof catalogue)[Type]>

/** Any fact of the ledger. */
export type LedgerEvent = { [Type in EventType]: EventOf<Type> }[EventType]

/** A fact with its place in the ledger. */
export type Recorded<Event extends LedgerEvent = LedgerEvent> = { seq: number; partition: number; event: Event }

/** A fact about to be appended: `recorded_at` is stamped by the one who writes. */
export type Unrecorded<Event extends LedgerEvent = LedgerEvent> = Event extends LedgerEvent
  ? Omit<Event, 'recorded_at'>
  : never

/** Parses one fact as stored. The shape is ours, so only the type is checked; schemas are held to it in tests. */
export const parseFact = (text: string): LedgerEvent => {
  const fact = JSON.parse(text) as { type?: unknown }
  if (typeof fact.type !== 'string' || !(fact.type in catalogue)) {
    throw new RangeError(`unknown event type in the ledger: ${String(fact.type)}`)
  }
  return fact as LedgerEvent
}
