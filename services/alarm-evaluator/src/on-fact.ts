import { parseFact, parseFactSubject } from '@papertape/events'
import type { TapeMessage } from '@papertape/tape'
import type { BotWatch } from './bot-watch.ts'
import type { Watchlist } from './watchlist.ts'

/**
 * Hears one message of the ledger: parse → decide; answers the bots it changed, whose `owed` is to be told.
 * @throws RangeError for what cannot stand in the ledger: then no figure can be trusted.
 */
export const onFact = (watchlist: Watchlist, message: Pick<TapeMessage, 'seq' | 'subject' | 'text'>): BotWatch[] => {
  const subject = parseFactSubject(message.subject)
  if (subject === null) throw new RangeError(`no fact's subject in the ledger: ${message.subject}`)
  return watchlist.hear({ seq: message.seq, partition: subject.partition, event: parseFact(message.text()) })
}
