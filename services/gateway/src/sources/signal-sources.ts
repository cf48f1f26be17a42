import { randomBytes } from 'node:crypto'
import { botId } from '@papertape/events'
import { oneLine } from '@papertape/notify'
import { type SignalSourceRow, type Store, storableText, storeError } from '@papertape/store'
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { Problem } from '../http/problem.ts'
import { newSourceToken, sourceTokenHash } from './source-token.ts'

/** Tokens that are good at a time. */
const SOURCES_MAX = 1000

/** A source as an operator asks for it. Which bots is always said: a token for all of them is nobody's oversight. */
export const sourceBody = z.strictObject({
  name: oneLine(100),
  bots: z.array(botId).min(1, 'must name a bot, or be null for all').max(100).nullable(),
  expires_at: z.iso
    .datetime({ offset: true })
    .refine((time) => Date.parse(time) > Date.now(), 'must lie in the future')
    .nullish(),
})

type StoredSource = Omit<Selectable<SignalSourceRow>, 'token_hash'>

const FIELDS = [
  'source_id',
  'name',
  'token_end',
  'bots',
  'created_at',
  'expires_at',
  'last_used_at',
  'revoked_at',
] as const

const opsOf = ({ db }: Pick<Store, 'db'>) => db.withSchema('ops')

const timeOf = (moment: Date | null): string | null => moment?.toISOString() ?? null

/** The source as an operator is shown it: of its token the last four characters. */
export const sourceView = (row: StoredSource) => ({
  source_id: row.source_id,
  name: row.name,
  bots: row.bots,
  token_end: row.token_end,
  created_at: timeOf(row.created_at),
  expires_at: timeOf(row.expires_at),
  last_used_at: timeOf(row.last_used_at),
  revoked_at: timeOf(row.revoked_at),
})

/** Waits for an answer of PostgreSQL. @throws StoreUnavailable where trying again is right. */
const asked = <Result>(answer: Promise<Result>): Promise<Result> =>
  answer.catch((error: unknown) => {
    throw storeError(error)
  })

/** All sources ever, newest first. */
export const readSources = (store: Store): Promise<StoredSource[]> =>
  asked(
    opsOf(store)
      .selectFrom('signal_sources')
      .select(FIELDS)
      .orderBy('created_at', 'desc')
      .orderBy('source_id')
      .execute(),
  )

/** One source. @throws Problem `source-not-found`. */
export const readSource = async (store: Store, sourceId: string): Promise<StoredSource> => {
  const row = await asked(
    opsOf(store)
      .selectFrom('signal_sources')
      .select(FIELDS)
      .where('source_id', '=', storableText(sourceId))
      .executeTakeFirst(),
  )
  if (row === undefined) throw new Problem('source-not-found')
  return row
}

/** Adds a source, and answers the only copy of its token there will ever be. @throws Problem `too-many-sources`. */
export const addSource = async (
  store: Store,
  { name, bots, expires_at }: z.output<typeof sourceBody>,
): Promise<{ source: StoredSource; token: string }> => {
  const { count } = await asked(
    opsOf(store)
      .selectFrom('signal_sources')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('revoked_at', 'is', null)
      .executeTakeFirstOrThrow(),
  )
  if (count >= SOURCES_MAX) throw new Problem('too-many-sources')
  const token = newSourceToken()
  const source = await asked(
    opsOf(store)
      .insertInto('signal_sources')
      .values({
        source_id: `src_${randomBytes(9).toString('hex')}`,
        name,
        token_hash: sourceTokenHash(token),
        token_end: token.slice(-4),
        bots: bots === null ? null : [...new Set(bots)],
        expires_at: expires_at ?? null,
      })
      .returning(FIELDS)
      .executeTakeFirstOrThrow(),
  )
  return { source, token }
}

/** Ends what a source may do, on every gateway at once. Again changes nothing. @throws Problem `source-not-found`. */
export const revokeSource = async (store: Store, sourceId: string): Promise<StoredSource> => {
  await asked(
    opsOf(store)
      .updateTable('signal_sources')
      .set({ revoked_at: sql<Date>`now()` })
      .where('source_id', '=', storableText(sourceId))
      .where('revoked_at', 'is', null)
      .execute(),
  )
  return readSource(store, sourceId)
}
