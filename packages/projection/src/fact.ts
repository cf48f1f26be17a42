import { type LedgerEvent, parseFact, parseFactSubject, type Recorded } from '@papertape/events'

/** A fact with its place in the ledger and the text it is stored as. */
export type Fact<Event extends LedgerEvent = LedgerEvent> = Recorded<Event> & { text: string }

/** Reads a message of LEDGER. Throws where it is none of ours: the ledger takes only what our services append. */
export const readFact = (message: { seq: number; subject: string; text(): string }): Fact => {
  const place = parseFactSubject(message.subject)
  if (place === null) throw new RangeError(`no fact's subject in the ledger: ${message.subject} at ${message.seq}`)
  const text = message.text()
  return { seq: message.seq, partition: place.partition, event: parseFact(text), text }
}
