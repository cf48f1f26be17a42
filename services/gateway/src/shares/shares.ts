import { randomBytes } from 'node:crypto'
import { type ShareRow, type Store, storableText, storeError } from '@papertape/store'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import type { shareBody } from '../api/requests/shares.ts'
import type { Gateway } from '../gateway.ts'
import { Problem } from '../http/problem.ts'
import { pathOf, readPlace } from './share-path.ts'
import { isShareToken, newShareToken, shareTokenHash } from './share-token.ts'
import { checkShown } from './shown-place.ts'

/** Links that are good at a time. */
const SHARES_MAX = 1000

export type StoredShare = Omit<Selectable<ShareRow>, 'token_hash'>

const FIELDS = [
  'share_id',
  'path',
  'title',
  'as_of_seq',
  'ledger_epoch',
  'created_at',
  'expires_at',
  'revoked_at',
] as const

const sharesOf = ({ db }: Pick<Store, 'db'>) => db.withSchema('ops')

/** Waits for an answer of PostgreSQL. @throws StoreUnavailable where trying again is right. */
const asked = <Result>(answer: Promise<Result>): Promise<Result> =>
  answer.catch((error: unknown) => {
    throw storeError(error)
  })

/** The link as an operator is shown it. */
export const shareView = ({ ledger_epoch: _, created_at, expires_at, revoked_at, ...share }: StoredShare) => ({
  ...share,
  created_at: created_at.toISOString(),
  expires_at: expires_at?.toISOString() ?? null,
  revoked_at: revoked_at?.toISOString() ?? null,
})

/** All links ever, newest first. */
export const readShares = (store: Store): Promise<StoredShare[]> =>
  asked(sharesOf(store).selectFrom('shares').select(FIELDS).orderBy('created_at', 'desc').orderBy('share_id').execute())

/** One link. @throws Problem `share-not-found` */
export const readShare = async (store: Store, shareId: string): Promise<StoredShare> => {
  const row = await asked(
    sharesOf(store)
      .selectFrom('shares')
      .select(FIELDS)
      .where('share_id', '=', storableText(shareId))
      .executeTakeFirst(),
  )
  if (row === undefined) throw new Problem('share-not-found')
  return row
}

/**
 * Adds a link to what can be shown, and answers the only copy of its token there will ever be.
 * @throws Problem `too-many-shares`, and those of {@link checkShown}
 */
export const addShare = async (
  gateway: Gateway,
  { path, frozen, title, expires_at }: z.output<typeof shareBody>,
): Promise<{ share: StoredShare; token: string }> => {
  const { store } = gateway
  const place = readPlace(path)
  const stands = await checkShown(gateway, place, frozen)
  if (frozen) place.query.delete('as_of')
  const { count } = await asked(
    sharesOf(store)
      .selectFrom('shares')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('revoked_at', 'is', null)
      .where(sql<boolean>`(expires_at is null or expires_at > now())`)
      .executeTakeFirstOrThrow(),
  )
  if (count >= SHARES_MAX) throw new Problem('too-many-shares')
  const token = newShareToken()
  const share = await asked(
    sharesOf(store)
      .insertInto('shares')
      .values({
        share_id: `shr_${randomBytes(9).toString('hex')}`,
        token_hash: shareTokenHash(token),
        path: pathOf(place),
        title: title ?? null,
        as_of_seq: stands?.as_of_seq ?? null,
        ledger_epoch: stands?.ledger_epoch ?? null,
        expires_at: expires_at ?? null,
      })
      .returning(FIELDS)
      .executeTakeFirstOrThrow(),
  )
  return { share, token }
}

/** Ends a link, on every gateway at once. Again changes nothing. @throws Problem `share-not-found` */
export const revokeShare = async (store: Store, shareId: string): Promise<StoredShare> => {
  await asked(
    sharesOf(store)
      .updateTable('shares')
      .set({ revoked_at: sql<Date>`now()` })
      .where('share_id', '=', storableText(shareId))
      .where('revoked_at', 'is', null)
      .execute(),
  )
  return readShare(store, shareId)
}

/**
 * The link of a token, as anybody who has it may follow it now. A ledger that has been made anew knows no moment of the old
 * one. @throws Problem `share-not-found`, `share-ended`
 */
export const followShare = async (store: Store, token: string, now: string): Promise<StoredShare> => {
  const share = isShareToken(token)
    ? await asked(
        sharesOf(store)
          .selectFrom('shares')
          .select(FIELDS)
          .where('token_hash', '=', shareTokenHash(token))
          .executeTakeFirst(),
      )
    : undefined
  if (share === undefined) throw new Problem('share-not-found')
  const isOver = share.expires_at !== null && share.expires_at.toISOString() <= now
  if (share.revoked_at !== null || isOver) throw new Problem('share-ended')
  if (share.ledger_epoch === null) return share
  const { checkpoint } = await store.snapshot(async (snapshot) => snapshot)
  if (checkpoint.ledger_epoch !== share.ledger_epoch) throw new Problem('share-ended')
  return share
}
