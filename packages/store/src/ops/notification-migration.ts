import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const STATEMENTS = [
  `create table ops.notification_channels (
    channel_id text primary key, kind text not null, name text not null, config json not null, filter json not null,
    rate_per_minute integer not null, enabled boolean not null, disabled_reason text,
    failing_since timestamptz, paused_until timestamptz, created_at timestamptz not null default now())`,
  `create table ops.notification_outbox (
    notification_id text primary key, position bigint generated always as identity unique,
    event_id text not null, channel_id text not null, alarm_id text not null, notice json not null,
    created_seq bigint not null, test boolean not null,
    state text not null check (state in ('pending', 'sending', 'delivered', 'failed', 'dropped')),
    attempts integer not null, next_attempt_at timestamptz not null, lease_until timestamptz,
    created_at timestamptz not null default now(), unique (event_id, channel_id))`,
  `create index on ops.notification_outbox (channel_id, position) where state in ('pending', 'sending')`,
  'create index on ops.notification_outbox (alarm_id)',
  `create table ops.notification_deliveries (
    delivery_id bigint generated always as identity primary key, notification_id text not null, channel_id text not null,
    attempt integer not null, at timestamptz not null, outcome text not null, status_code integer,
    duration_ms integer not null, error text)`,
  'create index on ops.notification_deliveries (notification_id)',
  'create index on ops.notification_deliveries (channel_id, at)',
  'create table ops.notification_positions (ledger_epoch text primary key, seq bigint not null)',
]

/** Channels, outbox, delivery log, and where the telling stands. */
export const notifications: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
