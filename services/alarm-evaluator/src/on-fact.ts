import { type LedgerEvent, parseFact, parseFactSubject } from '@papertape/events'
import type { BotWatch } from '@papertape/risk'
import type { TapeMessage } from '@papertape/tape'
import { type HeardAlarm, heardAlarm } from './outbox.ts'
import type { Watchlist } from './watchlist.ts'

/** What one fact came to: the bots it changed, whose `owed` is to be told, and the alarm fact that it is, if it is one. */
export type Heard = { event: LedgerEvent; changed: BotWatch[]; alarm: HeardAlarm | null }

/**
 * Hears one message of the ledger: parse → decide.
 * @throws RangeError for what cannot stand in the ledger: then no figure can be trusted.
 */
export const onFact = (watchlist: Watchlist, message: Pick<TapeMessage, 'seq' | 'subject' | 'text'>): Heard => {
  const subject = parseFactSubject(message.subject)
  if (subject === null) throw new RangeError(`no fact's subject in the ledger: ${message.subject}`)
  const { seq } = message
  const event = parseFact(message.text())
  const changed = watchlist.hear({ seq, partition: subject.partition, event })
  switch (event.type) {
    case 'alarm.raised':
    case 'alarm.escalated':
    case 'alarm.cleared': {
      const watch = watchlist.get(event.bot_id)
      return { event, changed, alarm: watch === undefined ? null : heardAlarm(watch, event, seq) }
    }
    default:
      return { event, changed, alarm: null }
  }
}
