import { type KpiSnapshot, unpackSnapshot } from '@papertape/metrics'
import { hoursKeptFrom, minutesKeptFrom, REPLAY_LANE } from '@papertape/store'
import { sql } from 'kysely'
import type { Coverage, Projection } from '../coverage.ts'
import { type Interval, isAtLeast, lastOfEach, shortestWithin } from './intervals.ts'
import type { StandingKpi } from './newest.ts'

/** As many points an answer without an interval holds at most. */
export const POINTS_MAX = 1000

const TABLES = ['kpi_minutes', 'kpi_hours', 'kpi_days'] as const
type Source = (typeof TABLES)[number]

type PointRow = { time: string; timestamp: string; ledger_seq: number; snapshot: unknown }

/** Before any time that is heard: nothing has been thinned. */
const EPOCH = '1970-01-01T00:00:00.000Z'

/** Where one point of history is kept. */
type Key = { source: Source; time: string; timestamp: string }

/** The stretch of time asked for, both ends included, by the scope's own clock. */
export type Stretch = { from: string; to: string }

/** The clock by which history is thinned: that of live and demo bots, a replay's own newest time. */
const readClock = async (projection: Projection, scope: string, { mode }: Pick<Coverage, 'mode'>): Promise<string> => {
  const row = await projection
    .selectFrom('kpi_current')
    .leftJoin('clock', (join) => join.on('clock.name', '=', 'clock'))
    .select(['timestamp', 'clock.minute'])
    .where('scope', '=', scope)
    .executeTakeFirst()
  return (mode === 'replay' ? row?.timestamp : (row?.minute ?? row?.timestamp)) ?? EPOCH
}

/** The finest table that is looked into. */
type Finest = Source

/**
 * Each stretch of the past is in the finest table that keeps it: the last three days in minutes, the last three months in
 * hours, the rest in days. Where one ends, whole days or months end. Every table holds the last snapshot of its buckets
 * up to now, so what needs nothing finer begins with a coarser one.
 */
const keysOf = ({ scope, snapshot }: StandingKpi, { from, to }: Stretch, clock: string, finest: Finest) => {
  const kept = { kpi_minutes: minutesKeptFrom(clock), kpi_hours: hoursKeptFrom(clock), kpi_days: '' }
  const sources = TABLES.slice(TABLES.indexOf(finest))
  const of = (source: Source, index: number) => {
    const finer = sources[index - 1]
    return sql`
      select ${sql.lit(source)} as source, time, "timestamp" from projection.${sql.raw(source)}
      where scope = ${scope} and time >= ${kept[source]} ${finer === undefined ? sql`` : sql`and time < ${kept[finer]}`}
        and time >= ${`${from.slice(0, 10)}T00:00:00.000Z`} and time <= ${to}
        and "timestamp" >= ${from} and "timestamp" <= ${to} and ledger_seq < ${snapshot.ledger_seq}`
  }
  return sql.join(sources.map(of), sql` union all `)
}

const HOUR_MS = 3_600_000

/** What an interval needs. Without one: minutes, unless they are too many and hours make as many points as there may be. */
const finestFor = async (
  projection: Projection,
  standing: StandingKpi,
  stretch: Stretch,
  ask: { interval: Interval | undefined; clock: string },
): Promise<Finest> => {
  const { interval, clock } = ask
  if (interval !== undefined) {
    return isAtLeast(interval, '1d') ? 'kpi_days' : isAtLeast(interval, '1h') ? 'kpi_hours' : 'kpi_minutes'
  }
  if (Date.parse(stretch.to) - Date.parse(stretch.from) < (POINTS_MAX / 2) * HOUR_MS) return 'kpi_minutes'
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (${keysOf(standing, stretch, clock, 'kpi_minutes')} limit ${POINTS_MAX}) found`.execute(
    projection,
  )
  return (rows[0]?.n ?? 0) < POINTS_MAX ? 'kpi_minutes' : 'kpi_hours'
}

/** The partition that a row of live and demo scopes lies in; those of replays lie together. */
const laneOf = { kpi_minutes: sql.raw('left(wanted.time, 10)'), kpi_hours: sql.raw('left(wanted.time, 7)') }

const readRows = async (
  projection: Projection,
  scope: string,
  source: Source,
  ask: { times: readonly string[]; isReplay: boolean },
): Promise<PointRow[]> => {
  const { times, isReplay } = ask
  // Named, so that each time is looked for in its own partition alone.
  const inLane =
    source === 'kpi_days' ? sql`` : sql`and kept.lane = ${isReplay ? sql.lit(REPLAY_LANE) : laneOf[source]}`
  const { rows } = await sql<PointRow>`
    select kept.time, kept."timestamp", kept.ledger_seq, kept.snapshot
    from unnest(${times}::text[]) as wanted (time)
    join projection.${sql.raw(source)} kept on kept.scope = ${scope} and kept.time = wanted.time ${inLane}`.execute(
    projection,
  )
  return rows
}

const readPoints = async (
  projection: Projection,
  scope: string,
  keys: readonly Key[],
  mode: Coverage['mode'],
): Promise<KpiSnapshot[]> => {
  const bot_id = scope.startsWith('@') ? null : scope
  const points = new Map<string, KpiSnapshot>()
  for (const [source, own] of Map.groupBy(keys, (key) => key.source)) {
    const times = own.map(({ time }) => time)
    const rows = await readRows(projection, scope, source, { times, isReplay: mode === 'replay' })
    for (const { time, timestamp, ledger_seq, snapshot } of rows) {
      points.set(`${source} ${time}`, unpackSnapshot(snapshot, { timestamp, bot_id, ledger_seq }))
    }
  }
  return keys.flatMap(({ source, time }) => points.get(`${source} ${time}`) ?? [])
}

/**
 * Snapshots of a stretch, oldest first; the last is the one that stands at its end, whenever it was made. Those of an
 * interval are its last ones, never means. Without an interval the finest that gives at most 1,000 points.
 * `behind` is the time of a point of the same interval, behind which a page goes on.
 */
export const readHistory = async (
  projection: Projection,
  standing: StandingKpi,
  stretch: Stretch,
  ask: { mode: Coverage['mode']; interval: Interval | undefined; limit: number; behind: string | null },
): Promise<{ points: KpiSnapshot[]; interval: Interval; next: string | null }> => {
  const { timestamp } = standing.snapshot
  if (timestamp === null) return { points: [], interval: ask.interval ?? '1m', next: null }
  const clock = await readClock(projection, standing.scope, ask)
  const finest = await finestFor(projection, standing, stretch, { interval: ask.interval, clock })
  const { rows: keys } = await sql<Key>`${keysOf(standing, stretch, clock, finest)} order by time`.execute(projection)
  const times = [...keys.map((key) => key.timestamp), timestamp]
  const timesMs = times.map((time) => Date.parse(time))
  const interval = ask.interval ?? shortestWithin(timesMs, POINTS_MAX)
  // The running bucket's snapshot comes last, so that it stands for its bucket.
  const lasts = lastOfEach(timesMs, interval).filter(
    (index) => ask.behind === null || (times[index] ?? '') > ask.behind,
  )
  const page = ask.interval === undefined ? lasts.slice(-POINTS_MAX) : lasts.slice(0, ask.limit)
  const points = await readPoints(
    projection,
    standing.scope,
    page.flatMap((index) => keys[index] ?? []),
    ask.mode,
  )
  if (page.includes(keys.length)) points.push(standing.snapshot)
  const isMore = page.at(-1) !== lasts.at(-1)
  return { points, interval, next: isMore ? (points.at(-1)?.timestamp ?? null) : null }
}
