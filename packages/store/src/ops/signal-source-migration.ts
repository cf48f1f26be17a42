import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const STATEMENTS = [
  `create table ops.signal_sources (
    source_id text primary key, name text not null, token_hash text not null unique, token_end text not null,
    bots text[], created_at timestamptz not null default now(), expires_at timestamptz, last_used_at timestamptz,
    revoked_at timestamptz)`,
  `create table ops.idempotency_keys (
    caller text not null, bot_id text not null, key text not null, request_hash text not null,
    publication text not null, signals_epoch text not null, seen_seq bigint not null, stored json not null default '[]',
    status integer, location text, answer text, created_at timestamptz not null default now(),
    check ((status is null) = (answer is null)), primary key (caller, bot_id, key))`,
  'create index on ops.idempotency_keys (created_at)',
]

/** Who may send signals over HTTP, and what the keys of their requests stand for. */
export const signalSources: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
