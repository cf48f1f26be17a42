import { subjects } from '@papertape/events'
import { OutcomeUnknown, PublishRefused, type Tape } from '@papertape/tape'
import { natsAway, Problem } from '../http/problem.ts'
import { within } from '../within.ts'
import { readBotHistory } from './bot-history.ts'

const ASK_MS_MAX = 1000
const STORED_MS_MAX = 1000

const unknownOutcome = (): Problem =>
  new Problem(
    'outcome-unknown',
    'The signal may or may not be stored; sent again, it is answered once and DUPLICATE after.',
    {
      headers: { 'retry-after': '1' },
    },
  )

/**
 * Publishes a signal as it was sent and answers its sequence in SIGNALS once it is stored durably. What it is worth is
 * decided behind the bus, by the same rules as for any other signal.
 * @throws Problem `bot-not-found`, `dependency-unavailable` while nothing was published, else `outcome-unknown`.
 */
export const publishSignal = async (
  tape: Pick<Tape, 'connected' | 'lastMessage' | 'partitionOf' | 'publisher'>,
  botId: string,
  signal: object,
): Promise<number> => {
  if (!tape.connected()) throw natsAway()
  // From the ledger, not from the projection: a bot is known as soon as its registration was answered.
  if ((await within(ASK_MS_MAX, readBotHistory(tape, botId), natsAway)) === null) throw new Problem('bot-not-found')
  try {
    const stored = tape.publisher().publish(subjects.signal(botId), JSON.stringify(signal))
    return (await within(STORED_MS_MAX, stored, unknownOutcome)).seq
  } catch (error) {
    if (error instanceof OutcomeUnknown) throw unknownOutcome()
    if (error instanceof PublishRefused) throw natsAway()
    throw error
  }
}
