import { subjects } from '@papertape/events'
import { OutcomeUnknown, PublishRefused, type Tape, WRONG_LAST_SEQUENCE } from '@papertape/tape'
import { Problem } from '../http/problem.ts'
import { within } from '../within.ts'
import { type Limits, notPublished, type Outcome, outcomeUnknown, refusedByBus, type Sending } from './outcome.ts'

/** On each signal published under an `Idempotency-Key`: `<publication>.<line>`. */
const PUBLICATION_HEADER = 'Papertape-Publication'

/** How far it is known what of a publication is in SIGNALS. Both grow while one publishes. */
export type Progress = {
  /** The last of the bot's signals that was looked at, or was there before anything of this was published. */
  seenSeq: number
  /** Sequences by line. */
  stored: Map<number, number>
}

export type Bus = Pick<Tape, 'connected' | 'publisher' | 'partitionOf' | 'lastMessage' | 'nextMessage'>

/** Where SIGNALS stores a bot's signals. */
export const inboxOf = (bus: Pick<Tape, 'partitionOf'>, botId: string): string =>
  subjects.inbox(bus.partitionOf(botId)).replace('*', botId)

const lineOf = (header: string | undefined, publication: string): number | null =>
  header?.startsWith(`${publication}.`) === true ? Number(header.slice(publication.length + 1)) : null

/** Looks at every signal of the bot behind those that were seen. */
const lookOn = async (bus: Bus, inbox: string, publication: string, progress: Progress, leftMs: () => number) => {
  for (;;) {
    const next = await within(leftMs(), bus.nextMessage('SIGNALS', inbox, progress.seenSeq + 1), notPublished)
    if (next === null) break
    const line = lineOf(next.header(PUBLICATION_HEADER), publication)
    if (line !== null) progress.stored.set(line, next.seq)
    progress.seenSeq = next.seq
  }
  // A stream that was restored to an earlier state has forgotten some of them.
  const last = await within(leftMs(), bus.lastMessage('SIGNALS', inbox), notPublished)
  progress.seenSeq = Math.min(progress.seenSeq, last?.seq ?? 0)
}

/**
 * Publishes the lines of a publication that are not in SIGNALS yet, in order, each once however often and by however many
 * this is done at the same time: a line is sent expecting that the last signal seen still is the bot's last one, and every
 * signal up to there was looked at. Whoever comes second is refused by the stream, looks on, and finds it.
 *
 * `published` tells whether this call stored any.
 */
export const publishOnce = async (
  bus: Bus,
  publication: string,
  { botId, lines, headers }: Sending,
  progress: Progress,
  { lineMs, totalMs }: Limits,
): Promise<{ outcomes: Map<number, Outcome>; published: boolean }> => {
  const inbox = inboxOf(bus, botId)
  const publisher = bus.publisher()
  const until = performance.now() + totalMs
  let published = false

  const send = async (line: number, data: Uint8Array, leftMs: number): Promise<void> => {
    const stored = publisher.publish(subjects.signal(botId), data, {
      headers: {
        ...headers,
        [PUBLICATION_HEADER]: `${publication}.${line}`,
        'Nats-Expected-Last-Subject-Sequence': String(progress.seenSeq),
        'Nats-Expected-Last-Subject-Sequence-Subject': inbox,
      },
    })
    const { seq } = await within(leftMs, stored, () => outcomeUnknown(true))
    progress.stored.set(line, seq)
    progress.seenSeq = seq
    published = true
  }

  const settle = async (line: number, data: Uint8Array): Promise<Outcome> => {
    const lineUntil = Math.min(until, performance.now() + lineMs)
    const leftMs = () => Math.max(lineUntil - performance.now(), 0)
    /** Something was sent whose fate is open. */
    let open = false
    try {
      for (;;) {
        const seq = progress.stored.get(line)
        if (seq !== undefined) return { seq }
        if (!bus.connected() || leftMs() === 0) return open ? outcomeUnknown(true) : notPublished()
        try {
          await send(line, data, leftMs())
        } catch (error) {
          if (error instanceof PublishRefused && error.code !== WRONG_LAST_SEQUENCE) return refusedByBus()
          if (!(error instanceof PublishRefused)) open = true
          if (!(error instanceof PublishRefused || error instanceof OutcomeUnknown)) throw error
          await lookOn(bus, inbox, publication, progress, leftMs)
        }
      }
    } catch (error) {
      if (error instanceof Problem) return open ? outcomeUnknown(true) : error
      throw error
    }
  }

  const outcomes = new Map<number, Outcome>()
  let silent = false
  for (const { line, data } of lines) {
    // What is stored already is said in any case.
    const outcome: Outcome = silent && !progress.stored.has(line) ? notPublished() : await settle(line, data)
    outcomes.set(line, outcome)
    silent ||= outcome instanceof Problem
  }
  return { outcomes, published }
}
