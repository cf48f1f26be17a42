import type { ColumnType } from 'kysely'

type MomentOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

/** A link to a page of the dashboard. A row stays when it is revoked, so that the link can say so. */
export type ShareRow = {
  share_id: string
  /** SHA-256 of its token, hex. The token has 128 random bits, so nothing slower protects it better. */
  token_hash: string
  /** The page below `/bot-performance`, with its query. */
  path: string
  /** What whoever made it calls it. */
  title: string | null
  /** The ledger sequence at which its figures stand still, and the ledger it belongs to; null = they are those of now. */
  as_of_seq: number | null
  ledger_epoch: string | null
  created_at: ColumnType<Date, never, never>
  expires_at: MomentOrNull
  revoked_at: MomentOrNull
}

/** The table of shared links in schema `ops`. */
export type ShareTables = { shares: ShareRow }
