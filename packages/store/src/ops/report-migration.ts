import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const STATEMENTS = [
  `create table ops.reports (
    report_id text primary key, place bigint generated always as identity unique,
    scope text not null, mode text not null, public boolean not null,
    kind text not null check (kind in ('scheduled', 'forced')), due_at text, as_of_seq bigint not null, as_of_time text,
    created_at text not null, title text not null, content json not null,
    check ((kind = 'scheduled') = (due_at is not null)), unique (scope, due_at))`,
  'create index on ops.reports (scope, place)',
  'create index on ops.reports (mode, place) where public',
  `create table ops.performance_tracking (
    name text primary key default 'tracking' check (name = 'tracking'), paused boolean not null default false,
    update_count bigint not null default 0, report_count bigint not null default 0,
    last_update text, last_report text, clock_minute text)`,
  'insert into ops.performance_tracking default values',
]

/** Stored reports, and the one row that says how far reporting has come and whether it rests. */
export const reports: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
