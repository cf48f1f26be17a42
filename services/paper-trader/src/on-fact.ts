import { closeOrderOf, type EventOf, type LedgerEvent } from '@papertape/events'
import type { Book } from './book.ts'

/** What a partition's facts are told to. */
export type FactListener = {
  /** Live and demo bots, or those of a run. */
  bookOf(run: string | null): Book
  minutePassed(clock: EventOf<'clock.ticked'>, seq: number): void
  marked(marks: EventOf<'marks.recorded'>): void
}

/** Tells one fact of the ledger, in order, to whom it concerns. */
export const onFact = (event: LedgerEvent, seq: number, { bookOf, minutePassed, marked }: FactListener): void => {
  const order = closeOrderOf(event)
  if (order !== null) bookOf(order.run).close(order, seq)
  switch (event.type) {
    case 'signal.accepted':
      if (event.data.action === 'OPEN') bookOf(event.data.run).open(event, seq)
      break
    case 'fill.recorded':
      if (event.data.leg === 'entry') bookOf(event.data.run).enter(event)
      else bookOf(event.data.run).end(event.data.trade_id)
      break
    case 'entry.missed':
      bookOf(event.data.run).end(event.data.trade_id)
      break
    case 'clock.ticked':
      minutePassed(event, seq)
      break
    case 'marks.recorded':
      marked(event)
      break
    default: // Alarms, rejections and settings fill nothing; what asks for closes is told above.
  }
}
