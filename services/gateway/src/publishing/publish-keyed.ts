import type { Logger } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { Problem } from '../http/problem.ts'
import { within } from '../within.ts'
import { findKey, type KeyedRequest, openKey, type SentAnswer, saveProgress } from './idempotency-keys.ts'
import { type Limits, notPublished, type Outcome, type Sending } from './outcome.ts'
import { type Bus, inboxOf, publishOnce } from './publish-once.ts'

type Deps = {
  tape: Bus & Pick<Tape, 'epochs'>
  store: Pick<Store, 'db'>
  log: Pick<Logger, 'warn'>
  /** Asked before a key is taken for anything new. @throws Problem */
  requireBot: () => Promise<void>
}

const storeAway = (): Problem =>
  new Problem(
    'dependency-unavailable',
    'PostgreSQL does not answer, so the key cannot be kept; nothing was published.',
    {
      headers: { 'retry-after': '2' },
    },
  )

/**
 * Publishes what a key stands for, each line once for as long as the key is kept, or answers what was answered before. What
 * is to be published is written down first; an attempt that dies at any point is finished by the next one.
 * @throws Problem `idempotency-key-reused`; `dependency-unavailable` while nothing was published.
 */
export const publishKeyed = async (
  { tape, store: { db }, log, requireBot }: Deps,
  request: KeyedRequest,
  sending: Sending,
  { lineMs, totalMs }: Limits,
): Promise<{ sent: SentAnswer } | { outcomes: Map<number, Outcome>; published: boolean }> => {
  const begunMs = performance.now()
  const leftMs = () => Math.max(begunMs + lineMs - performance.now(), 0)
  let found = await within(leftMs(), findKey(db, request), storeAway)
  if (found === null) {
    await requireBot()
    const last = await within(leftMs(), tape.lastMessage('SIGNALS', inboxOf(tape, sending.botId)), notPublished)
    const start = { signalsEpoch: tape.epochs.signals, seenSeq: last?.seq ?? 0 }
    await within(leftMs(), openKey(db, request, start), storeAway)
    found = await within(leftMs(), findKey(db, request), storeAway)
  }
  if (found === null) throw storeAway()
  if (found.kind === 'answered') return { sent: found.sent }
  const { publication, signalsEpoch, progress } = found.intent
  if (signalsEpoch !== tape.epochs.signals) Object.assign(progress, { seenSeq: 0, stored: new Map() })
  const left = { lineMs, totalMs: totalMs - (performance.now() - begunMs) }
  const done = await publishOnce(tape, publication, sending, progress, left)
  const isOpen = [...done.outcomes.values()].some((outcome) => outcome instanceof Problem)
  if (isOpen) {
    saveProgress(db, request, progress).catch((error: unknown) => {
      log.warn({ bot_id: request.bot_id, error }, 'cannot keep how far a key has come; the next attempt looks again')
    })
  }
  return done
}
