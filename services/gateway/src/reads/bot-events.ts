import { type LedgerEvent, parseFact, subjects } from '@papertape/events'
import type { Tape } from '@papertape/tape'

/** What was done with a bot: when, by whom and why. */
export type BotEvent = {
  ledger_seq: number
  id: string
  type: 'bot.registered' | 'bot.configured' | 'bot.started' | 'bot.stopped'
  time: string
  by: 'operator' | 'alarm'
  reason: string | null
  /** A stop that was meant to end soon. */
  paused: boolean
  alarm_id: string | null
  /** Dotted names of the settings that it changed. */
  changed: readonly string[]
}

/** As many facts are looked at, and as many of them told. */
const READ_MAX = 1000
const TOLD_MAX = 200

const eventOf = (seq: number, fact: LedgerEvent): BotEvent | null => {
  const common = { ledger_seq: seq, id: fact.id, time: fact.time, paused: false, alarm_id: null, changed: [] }
  switch (fact.type) {
    case 'bot.registered':
      return { ...common, type: fact.type, by: 'operator', reason: null }
    case 'bot.configured':
      return { ...common, type: fact.type, by: 'operator', reason: null, changed: fact.data.changed }
    case 'bot.started':
      return { ...common, type: fact.type, by: 'operator', reason: fact.data.reason }
    case 'bot.stopped': {
      const { by, reason, alarm_id, paused = false } = fact.data
      return { ...common, type: fact.type, by, reason, paused, alarm_id }
    }
    default:
      return null
  }
}

/**
 * What was done with a bot up to a ledger sequence, the newest first, as the ledger itself has it. `truncated` where there
 * is more than is looked at, from the registration on, or told.
 */
export const readBotEvents = async (
  tape: Pick<Tape, 'nextMessage' | 'partitionOf'>,
  { bot_id, registered_seq }: { bot_id: string; registered_seq: number },
  untilSeq: number,
): Promise<{ events: BotEvent[]; truncated: boolean }> => {
  const subject = subjects.fact(tape.partitionOf(bot_id), bot_id, 'bot.>')
  const events: BotEvent[] = []
  let next = registered_seq
  for (let read = 0; read < READ_MAX; read += 1) {
    const message = await tape.nextMessage('LEDGER', subject, next)
    if (message === null || message.seq > untilSeq) {
      return { events: events.toReversed().slice(0, TOLD_MAX), truncated: events.length > TOLD_MAX }
    }
    const event = eventOf(message.seq, parseFact(message.text()))
    if (event !== null) events.push(event)
    next = message.seq + 1
  }
  return { events: events.toReversed().slice(0, TOLD_MAX), truncated: true }
}
