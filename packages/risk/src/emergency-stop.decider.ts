import { type EventOf, eventIdOf } from '@papertape/events'
import type { BotWatch, OwedFact } from './bot-watch.ts'

const isEmpty = (record: object): boolean => {
  for (const _ in record) return false
  return true
}

/** Whether a stop is to end the bot's trades: a bot that stands still may hold some, or have entries that wait for a tick. */
export const isToClose = ({ risk, holdings, waiting }: BotWatch): boolean =>
  risk.close_on_emergency && !(isEmpty(holdings) && isEmpty(waiting))

/**
 * What follows from an alarm fact in the ledger: an EMERGENCY stops a live or demo bot, unless it is configured not to, or
 * stands still already and has nothing to close. Each alarm decides this once: it neither stops a bot again that an
 * operator has started since, nor one that was stopped when it came. Only a new alarm, after this one has cleared, does.
 * `null`: nothing follows.
 */
export const emergencyStopOf = (
  watch: BotWatch,
  fact: EventOf<'alarm.raised'> | EventOf<'alarm.escalated'>,
): OwedFact | null => {
  const { alarm_id, alarm_type, level, message } = fact.data
  if (level !== 'EMERGENCY' || watch.mode === 'replay' || !watch.risk.stop_on_emergency) return null
  if (watch.stopped_for[alarm_type] === alarm_id) return null
  if (!watch.running && !isToClose(watch)) return null
  return {
    id: eventIdOf('bot.stopped', alarm_id),
    type: 'bot.stopped',
    version: 1,
    bot_id: watch.bot_id,
    time: fact.time,
    cause: fact.id,
    correlation: fact.correlation,
    data: { by: 'alarm', reason: message, alarm_id },
  }
}
