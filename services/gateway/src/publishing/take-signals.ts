import { isBotId, subjects } from '@papertape/events'
import type { Gateway } from '../gateway.ts'
import type { Source } from '../http/operator-token.ts'
import { natsAway, Problem } from '../http/problem.ts'
import { within } from '../within.ts'
import { type Answered, answerToBatch, answerToSignal } from './answers.ts'
import { closeKey, type KeyedRequest, requestHashOf, type SentAnswer } from './idempotency-keys.ts'
import type { Limits, Outcome, Sending } from './outcome.ts'
import { publishKeyed } from './publish-keyed.ts'
import { publishLines } from './publish-lines.ts'
import { readSignalLine, readSignalLines } from './signal-lines.ts'
import type { Turns } from './turns.ts'

/** How a body says that it is one signal, or a batch. */
export type Media = 'application/json' | 'application/x-ndjson'

export type SignalRequest = {
  requestId: string
  caller: 'operator' | Source
  botId: string
  media: Media
  body: Buffer
  /** Its `Idempotency-Key`. */
  key: string | null
}

type Taking = Pick<Gateway, 'tape' | 'store' | 'watch' | 'now' | 'log'>

/** With the look at its token, a signal is answered within a second. */
const SIGNAL_MS_MAX = 550
/** No more lines of a batch are begun after this; each has as long as a single signal. */
const BATCH_MS_MAX = 5000
/** For keeping an answer, when all other time is used up. */
const KEEPING_MS_MIN = 60

/** On each signal that came over HTTP: who sent it. */
const SOURCE_HEADER = 'Papertape-Source'

/** Asks the ledger, not the projection: a bot is known as soon as its registration was answered. */
const requireBot = async ({ tape }: Taking, botId: string, leftMs: () => number): Promise<void> => {
  if (!isBotId(botId)) throw new Problem('bot-not-found')
  if (!tape.connected()) throw natsAway()
  const history = tape.lastMessage('LEDGER', subjects.history(tape.partitionOf(botId), botId))
  if ((await within(leftMs(), history, natsAway)) === null) throw new Problem('bot-not-found')
}

/** Keeps the answer to a key, where there is nothing left to do under it. */
const kept = async (
  { store, log }: Taking,
  keyed: KeyedRequest,
  { sent, settled }: Answered,
  { requestId, leftMs }: { requestId: string; leftMs: () => number },
): Promise<SentAnswer> => {
  if (!settled) return sent
  try {
    return await within(Math.max(leftMs(), KEEPING_MS_MIN), closeKey(store.db, keyed, sent), natsAway)
  } catch (error) {
    // All of it is stored. The next attempt finds that in SIGNALS, and answers the same.
    log.warn({ request_id: requestId, error }, 'cannot keep the answer to a key')
    return sent
  }
}

/**
 * Publishes the signals of one request as they were sent, and says what became of them. What they are worth is decided behind
 * the bus, by the same rules as for any other signal. `replayed`: nothing was published by this request.
 * @throws Problem where nothing of the request is stored, or for its only signal.
 */
export const takeSignals = async (
  gateway: Taking,
  turns: Turns,
  { requestId, caller, botId, media, body, key }: SignalRequest,
): Promise<SentAnswer & { replayed: boolean }> => {
  const until = performance.now() + SIGNAL_MS_MAX
  const leftMs = () => Math.max(until - performance.now(), 0)
  const { tape, log } = gateway
  const isBatch = media === 'application/x-ndjson'
  const single = isBatch ? null : readSignalLine(body)
  const lines = single === null ? readSignalLines(body) : [single]
  const source_id = caller === 'operator' ? caller : caller.source_id
  const sending: Sending = {
    botId,
    lines: lines.filter((line) => 'data' in line),
    headers: { [SOURCE_HEADER]: source_id },
  }
  const answerTo = (outcomes: Map<number, Outcome>): Answered => {
    const seqs = [...outcomes.values()].flatMap((outcome) => (outcome instanceof Problem ? [] : [outcome.seq]))
    const counts = { lines: lines.length, stored: seqs.length, input_seq: seqs[0] ?? null }
    log.info({ request_id: requestId, source_id, bot_id: botId, ...counts }, 'signals came over HTTP')
    if (single === null) return answerToBatch(gateway, { botId, requestId }, lines, outcomes)
    return answerToSignal(gateway, botId, single, outcomes.get(single.line) ?? natsAway())
  }
  const limits = (): Limits =>
    isBatch ? { lineMs: SIGNAL_MS_MAX, totalMs: BATCH_MS_MAX } : { lineMs: leftMs(), totalMs: leftMs() }

  if (key === null) {
    await requireBot(gateway, botId, leftMs)
    return { ...answerTo(await publishLines(tape, sending, limits())).sent, replayed: false }
  }
  const keyed = { caller: source_id, bot_id: botId, key, request_hash: requestHashOf(media, body) }
  const deps = { ...gateway, requireBot: () => requireBot(gateway, botId, leftMs) }
  const publish = () => publishKeyed(deps, keyed, sending, limits())
  // One after another: of many at once the stream would refuse all but one, again and again.
  const done = single === null ? await publish() : await turns(botId, leftMs(), publish)
  if ('sent' in done) return { ...done.sent, replayed: true }
  const sent = await kept(gateway, keyed, answerTo(done.outcomes), { requestId, leftMs })
  return { ...sent, replayed: !done.published }
}
