import { policyHashOf } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { createReturnSample, foldKpi, initialKpi, type KpiSnapshot, packSnapshot, snapshotOf } from '@papertape/metrics'
import { aTrade, clockAt } from '@papertape/metrics/testing'
import { hoursKeptFrom, minutesKeptFrom, type Store } from '@papertape/store'
import { type RawBuilder, sql } from 'kysely'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const iso = (ms: number): string => new Date(ms).toISOString()

/** `full` bots and the portfolio have a snapshot in every minute, hour and day that is kept. */
export type RecordSize = { bots: number; full: number; trades: number }

/** A bot's snapshot after forty days with a trade in each: what every row here is a copy of. */
const aSnapshot = (startMs: number): KpiSnapshot => {
  const sample = createReturnSample()
  const kpi = initialKpi({ ...botRegisteredOf(aRegistration({ bot_id: 'bot' })), time: iso(startMs) }, 1)
  for (let day = 0; day < 40; day += 1) {
    const at = startMs + day * DAY_MS
    const trade = aTrade({ signal_id: `s${day}`, at: iso(at + HOUR_MS) })
    foldKpi(kpi, trade.entry, 2 + day * 3, sample.add)
    foldKpi(kpi, trade.exit(day % 3 === 0 ? '95' : '104', iso(at + 2 * HOUR_MS)), 3 + day * 3, sample.add)
    foldKpi(kpi, clockAt(iso(at + DAY_MS)), 4 + day * 3, sample.add)
  }
  return snapshotOf(kpi, sample)
}

const TIME = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`)

/** Rows of one table of history for some scopes, a partition per lane where it has lanes. */
const writeBuckets = async (
  store: Store,
  scopes: readonly string[],
  packed: string,
  into: { table: string; fromMs: number; toMs: number; stepMs: number; lane: RawBuilder<unknown> | null },
): Promise<void> => {
  const { table, fromMs, toMs, stepMs, lane } = into
  const lanes = new Set<string>()
  for (let ms = fromMs; lane !== null && ms < toMs; ms += stepMs) {
    lanes.add(iso(ms).slice(0, table === 'kpi_minutes' ? 10 : 7))
  }
  for (const each of lanes) {
    const name = sql.raw(`projection.${table}_${each.replaceAll('-', '_')}`)
    await sql`create table ${name} (like ${sql.raw(`projection.${table}`)})`.execute(store.db)
    const values = sql.lit(each)
    await sql`alter table ${sql.raw(`projection.${table}`)} attach partition ${name} for values in (${values})`.execute(
      store.db,
    )
  }
  await sql`
    insert into ${sql.raw(`projection.${table}`)}
      (${lane === null ? sql`` : sql`lane,`} scope, time, "timestamp", from_seq, ledger_seq, level, account_value, snapshot)
    select ${lane === null ? sql`` : sql`${lane},`} scope, time, time, n, n, (10000 + n % 100)::text, '10000', ${packed}::json
    from unnest(${scopes}::text[]) scope, generate_series(${fromMs / MINUTE_MS}::bigint, ${toMs / MINUTE_MS - 1}::bigint,
      ${stepMs / MINUTE_MS}::bigint) n, to_char(to_timestamp(n * 60) at time zone 'UTC', ${TIME}) time`.execute(
    store.db,
  )
}

const writeBots = async (store: Store, bots: number, nowMs: number, snapshot: KpiSnapshot): Promise<void> => {
  const { policy, filters, risk, position_size } = aRegistration({ bot_id: 'bot' })
  const hash = policyHashOf({ policy, position_size })
  const seq = nowMs / MINUTE_MS
  const text = JSON.stringify({ ...snapshot, ledger_seq: seq, timestamp: iso(nowMs) })
  await sql`
    insert into projection.bots (bot_id, partition, name, mode, public, initial_capital, position_size, policy,
      policy_hash, filters, risk, registered_at, registered_seq, configured_seq)
    select 'bot-' || i, i % 8, 'Bot ' || i, 'live', true, '10000', '100', ${JSON.stringify(policy)}::json, ${hash},
      ${JSON.stringify(filters)}::json, ${JSON.stringify(risk)}::json, ${iso(nowMs - 365 * DAY_MS)}, i, i
    from generate_series(1, ${bots}::int) i`.execute(store.db)
  await sql`
    insert into projection.kpi_current (scope, ledger_seq, "timestamp", minute_from_seq, hour_from_seq, day_from_seq,
      checkpoint_seq, level, account_value, snapshot, state)
    select scope, ${seq}::bigint, ${iso(nowMs)}, ${seq}::bigint, ${seq}::bigint, ${seq}::bigint, 0, '10000', '10000',
      ${text}::json, '{}'
    from (select '@live' as scope union all select 'bot-' || i from generate_series(1, ${bots}::int) i) scopes`.execute(
    store.db,
  )
  await sql`insert into projection.clock values ('clock', ${iso(nowMs)}, ${seq}::bigint)`.execute(store.db)
}

const writeTrades = async (store: Store, { bots, trades }: RecordSize, nowMs: number): Promise<void> => {
  const startS = (nowMs - 365 * DAY_MS) / 1000
  const apart = (365 * DAY_MS) / 1000 / trades
  await sql`
    insert into projection.trades (trade_id, bot_id, signal_id, symbol, venue, market_type, direction, status,
      position_size, quantity, entry_price, exit_price, take_profit, stop_loss, entry_time, exit_time, duration_seconds,
      gross_pnl, entry_fee, exit_fee, fees, realized_pnl, realized_pnl_pct, ambiguous, price_gap, mode, signal_price,
      entry_rule, policy_hash, partition, public, accepted_at, opened_at, accepted_seq, entry_seq, exit_seq)
    select md5(i::text), 'bot-' || (1 + i % ${bots}::int), 's' || i, 'COIN' || i % 20, 'binance', 'SPOT', 'LONG', 'CLOSED_TP',
      '100', '1', '100', '104', '104', '95', entry, to_char(at + interval '1 hour', ${TIME}), 3600, '4', '0.1', '0.104',
      '0.204', '3.796', '3.796', false, false, 'live', '100', 'signal_price', 'p', i % 8, true, entry, entry, i * 3, i * 3 + 1,
      i * 3 + 2
    from generate_series(1, ${trades}::int) i,
      to_timestamp(${startS}::float8 + i * ${apart}::float8) instant, timezone('UTC', instant) at, to_char(at, ${TIME}) entry`.execute(
    store.db,
  )
}

/** Writes the record of a system that has run for a year straight into the projection; answers the bots' ids. */
export const writeRecord = async (store: Store, size: RecordSize): Promise<string[]> => {
  const nowMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
  const now = iso(nowMs)
  const snapshot = aSnapshot(Math.floor(nowMs / DAY_MS) * DAY_MS - 40 * DAY_MS)
  const packed = packSnapshot(snapshot)
  const ids = Array.from({ length: size.bots }, (_, index) => `bot-${index + 1}`)
  const full = ['@live', ...ids.slice(0, size.full)]
  await writeBots(store, size.bots, nowMs, snapshot)
  const minutes = { table: 'kpi_minutes', fromMs: Date.parse(minutesKeptFrom(now)), toMs: nowMs, stepMs: MINUTE_MS }
  await writeBuckets(store, full, packed, { ...minutes, lane: sql`left(time, 10)` })
  const hours = { table: 'kpi_hours', fromMs: Date.parse(hoursKeptFrom(now)), stepMs: HOUR_MS }
  await writeBuckets(store, full, packed, {
    ...hours,
    toMs: Math.floor(nowMs / HOUR_MS) * HOUR_MS,
    lane: sql`left(time, 7)`,
  })
  const todayMs = Math.floor(nowMs / DAY_MS) * DAY_MS
  const days = { table: 'kpi_days', fromMs: todayMs - 365 * DAY_MS, toMs: todayMs, stepMs: DAY_MS, lane: null }
  await writeBuckets(store, ids.concat('@live'), packed, days)
  await writeTrades(store, size, nowMs)
  await sql`analyze`.execute(store.db)
  return ids
}
