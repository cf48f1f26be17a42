import { subjects } from '@papertape/events'
import { OutcomeUnknown, PublishRefused, type Tape } from '@papertape/tape'
import { Problem } from '../http/problem.ts'
import { within } from '../within.ts'
import { type Limits, notPublished, type Outcome, outcomeUnknown, refusedByBus, type Sending } from './outcome.ts'

/** Lines in flight at a time: as fast as more, and where NATS falls silent the rest is known not to be published. */
const CHUNK = 100

/**
 * Publishes each line once, in order, and answers when each is stored durably or the bus has been silent too long.
 */
export const publishLines = async (
  tape: Pick<Tape, 'connected' | 'publisher'>,
  { botId, lines, headers }: Sending,
  { lineMs, totalMs }: Limits,
): Promise<Map<number, Outcome>> => {
  const outcomes = new Map<number, Outcome>()
  const until = performance.now() + totalMs
  const publisher = tape.publisher()
  let silent = false
  const publish = async (data: Uint8Array): Promise<Outcome> => {
    try {
      const stored = publisher.publish(subjects.signal(botId), data, { headers })
      return { seq: (await within(lineMs, stored, () => outcomeUnknown(false))).seq }
    } catch (error) {
      if (error instanceof PublishRefused) return refusedByBus()
      if (!(error instanceof OutcomeUnknown) && !(error instanceof Problem)) throw error
      silent = true
      return outcomeUnknown(false)
    }
  }
  for (let from = 0; from < lines.length; from += CHUNK) {
    // Without a connection a publication would wait, and leave long after its answer.
    if (!tape.connected() || performance.now() > until) silent = true
    const withhold = silent
    await Promise.all(
      lines.slice(from, from + CHUNK).map(async ({ line, data }) => {
        outcomes.set(line, withhold ? notPublished() : await publish(data))
      }),
    )
  }
  return outcomes
}
