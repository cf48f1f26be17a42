import { createHash, randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Store, storableText } from '@papertape/store'
import { sql } from 'kysely'
import { Problem } from '../http/problem.ts'
import type { Progress } from './publish-once.ts'

/** A request that carries a key. Keys of different callers, and for different bots, are different keys. */
export type KeyedRequest = { caller: string; bot_id: string; key: string; request_hash: string }

/** What was answered. */
export type SentAnswer = { status: number; location: string | null; answer: string }

/** What is on its way under a key. */
export type Intent = { publication: string; signalsEpoch: string; progress: Progress }

type Db = Store['db']

const KEY = /^[\x21-\x7e]{1,255}$/

/** The key that a request carries. @throws Problem `validation` where it is none. */
export const readIdempotencyKey = (headers: IncomingHttpHeaders): string | null => {
  const given = headers['idempotency-key']
  if (given === undefined) return null
  if (typeof given === 'string' && KEY.test(given)) return given
  const message = 'must be 1–255 visible ASCII characters'
  throw new Problem('validation', `Idempotency-Key: ${message}`, {
    errors: [{ pointer: '/Idempotency-Key', code: 'invalid_format', message }],
  })
}

/** What two requests must have in common to be the same: the kind and each byte of the body. */
export const requestHashOf = (media: string, body: Uint8Array): string =>
  createHash('sha256').update(`${media}\n`).update(body).digest('hex')

const rowOf = (db: Db, { caller, bot_id, key }: KeyedRequest) =>
  db
    .withSchema('ops')
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('caller', '=', caller)
    .where('bot_id', '=', bot_id)
    .where('key', '=', key)
    .executeTakeFirst()

/** What a key stands for already. @throws Problem `idempotency-key-reused` */
export const findKey = async (
  db: Db,
  request: KeyedRequest,
): Promise<{ kind: 'answered'; sent: SentAnswer } | { kind: 'open'; intent: Intent } | null> => {
  const row = await rowOf(db, request)
  if (row === undefined) return null
  if (row.request_hash !== request.request_hash) throw new Problem('idempotency-key-reused')
  const { status, location, answer } = row
  if (status !== null && answer !== null) return { kind: 'answered', sent: { status, location, answer } }
  const progress = { seenSeq: row.seen_seq, stored: new Map(row.stored) }
  return { kind: 'open', intent: { publication: row.publication, signalsEpoch: row.signals_epoch, progress } }
}

/**
 * Writes down what is going to be published, before it is. `seenSeq` is the bot's last signal before that. Who finds that
 * another one was faster goes on with what that one wrote.
 */
export const openKey = async (
  db: Db,
  request: KeyedRequest,
  { signalsEpoch, seenSeq }: { signalsEpoch: string; seenSeq: number },
): Promise<void> => {
  await db
    .withSchema('ops')
    .insertInto('idempotency_keys')
    .values({ ...request, publication: randomUUID(), signals_epoch: signalsEpoch, seen_seq: seenSeq })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Keeps how far one has come, so that the next attempt need not look at the same signals again. */
export const saveProgress = async (db: Db, request: KeyedRequest, { seenSeq, stored }: Progress): Promise<void> => {
  await db
    .withSchema('ops')
    .updateTable('idempotency_keys')
    .set({ seen_seq: seenSeq, stored: JSON.stringify([...stored]) })
    .where('caller', '=', request.caller)
    .where('bot_id', '=', request.bot_id)
    .where('key', '=', request.key)
    // Never behind what another attempt has found.
    .where('seen_seq', '<=', seenSeq)
    .where('status', 'is', null)
    .execute()
}

/** Keeps the answer, unless there is one, and answers the one that is kept. */
export const closeKey = async (db: Db, request: KeyedRequest, sent: SentAnswer): Promise<SentAnswer> => {
  const updated = await db
    .withSchema('ops')
    .updateTable('idempotency_keys')
    .set({ ...sent, answer: storableText(sent.answer) })
    .where('caller', '=', request.caller)
    .where('bot_id', '=', request.bot_id)
    .where('key', '=', request.key)
    .where('status', 'is', null)
    .executeTakeFirst()
  if (updated.numUpdatedRows > 0n) return sent
  const row = await rowOf(db, request)
  if (row === undefined || row.status === null || row.answer === null) return sent
  return { status: row.status, location: row.location, answer: row.answer }
}

/** Forgets keys older than a day and an hour, at most 5,000 at a time. Answers how many. */
export const forgetOldKeys = async (db: Db): Promise<number> => {
  const { numAffectedRows } = await sql`
    delete from ops.idempotency_keys where ctid = any (array(
      select ctid from ops.idempotency_keys where created_at < now() - interval '25 hours'
      order by created_at limit 5000 for update skip locked))`.execute(db)
  return Number(numAffectedRows ?? 0n)
}
