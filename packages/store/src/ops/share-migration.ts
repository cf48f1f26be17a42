import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const STATEMENT = `create table ops.shares (
  share_id text primary key, token_hash text not null unique, path text not null, title text,
  as_of_seq bigint, ledger_epoch text, created_at timestamptz not null default now(), expires_at timestamptz,
  revoked_at timestamptz, check ((as_of_seq is null) = (ledger_epoch is null)))`

/** Links to pages of the dashboard that an operator has given away. */
export const shares: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(STATEMENT).execute(db)
  },
}
