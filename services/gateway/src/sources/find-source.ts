import type { Logger } from '@papertape/service-kit'
import { type Store, storeError } from '@papertape/store'
import { sql } from 'kysely'
import type { Source } from '../http/operator-token.ts'
import { Problem } from '../http/problem.ts'
import { within } from '../within.ts'
import { isSourceToken, sourceTokenHash } from './source-token.ts'

/** Part of the second within which a signal is answered. */
const LOOKUP_MS_MAX = 380

const unanswered = (): Problem =>
  new Problem(
    'dependency-unavailable',
    'PostgreSQL does not answer, so the token cannot be checked; nothing was published.',
    {
      headers: { 'retry-after': '2' },
    },
  )

/** `last_used_at` is not written for each signal: half a minute is near enough. */
const noteUse = (db: Store['db'], sourceId: string) =>
  sql`update ops.signal_sources set last_used_at = now() where source_id = ${sourceId}
      and (last_used_at is null or last_used_at < now() - interval '30 seconds')`.execute(db)

/**
 * Finds the source of a token, while it is neither revoked nor expired by PostgreSQL's clock. It asks PostgreSQL each time: a
 * revocation holds on every gateway from the moment that it is answered, and who cannot ask lets nobody in.
 * @throws Problem `dependency-unavailable`
 */
export const findSourceIn =
  ({ db }: Pick<Store, 'db'>, log: Pick<Logger, 'warn'>) =>
  async (token: string): Promise<Source | null> => {
    if (!isSourceToken(token)) return null
    const finding = db
      .withSchema('ops')
      .selectFrom('signal_sources')
      .select(['source_id', 'bots'])
      .where('token_hash', '=', sourceTokenHash(token))
      .where('revoked_at', 'is', null)
      .where(({ eb, or }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
      .executeTakeFirst()
    const source = await within(LOOKUP_MS_MAX, finding, unanswered).catch((error: unknown) => {
      throw storeError(error)
    })
    if (source === undefined) return null
    noteUse(db, source.source_id).catch((error: unknown) =>
      log.warn({ source_id: source.source_id, error }, 'cannot note that a source was used'),
    )
    return source
  }
