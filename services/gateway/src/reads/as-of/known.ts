import { utcDayOf } from '@papertape/events'
import { type KpiSnapshot, unpackSnapshot } from '@papertape/metrics'
import type { ProjectionTables } from '@papertape/store'
import type { Projection } from '../coverage.ts'
import type { Moment } from './moment.ts'

type Bucket = Pick<
  ProjectionTables['kpi_days'],
  'time' | 'timestamp' | 'from_seq' | 'ledger_seq' | 'level' | 'account_value' | 'snapshot'
>
type Current = Pick<
  ProjectionTables['kpi_current'],
  | 'ledger_seq'
  | 'timestamp'
  | 'level'
  | 'account_value'
  | 'snapshot'
  | 'minute_from_seq'
  | 'hour_from_seq'
  | 'day_from_seq'
>

/** A snapshot with the level it is measured on, and its account value to the last digit; decimal text. */
export type KnownSnapshot = { snapshot: KpiSnapshot; level: string; account_value: string }

/** What the projection knows of a scope at a moment. */
export type Known = {
  /** The snapshot that stood then, where history suffices to say so. */
  exact: KnownSnapshot | null
  /** The newest snapshot known at or before the moment: what to ask for where the exact one is too far to seek. */
  below: number | null
  /** A snapshot behind the moment: no fact from there on is asked for. */
  above: number
  /** Whether the answer can never be another. */
  isFinal: boolean
}

const TABLES = [
  { name: 'kpi_minutes', bucketLength: 16, from: 'minute_from_seq' },
  { name: 'kpi_hours', bucketLength: 13, from: 'hour_from_seq' },
  { name: 'kpi_days', bucketLength: 10, from: 'day_from_seq' },
] as const

const COLUMNS = ['time', 'timestamp', 'from_seq', 'ledger_seq', 'level', 'account_value', 'snapshot'] as const

const readBelow = (projection: Projection, name: (typeof TABLES)[number]['name'], scope: string, moment: Moment) => {
  const rows = projection.selectFrom(name).select(COLUMNS).where('scope', '=', scope).limit(1)
  return moment.kind === 'seq'
    ? rows.where('ledger_seq', '<=', moment.seq).orderBy('ledger_seq', 'desc').executeTakeFirst()
    : rows
        .where('time', '<=', moment.time)
        .where('timestamp', '<=', moment.time)
        .orderBy('time', 'desc')
        .executeTakeFirst()
}

const readAbove = (projection: Projection, name: (typeof TABLES)[number]['name'], scope: string, moment: Moment) => {
  const rows = projection.selectFrom(name).select(COLUMNS).where('scope', '=', scope).limit(1)
  return moment.kind === 'seq'
    ? rows.where('ledger_seq', '>', moment.seq).orderBy('ledger_seq').executeTakeFirst()
    : rows
        .where('time', '>=', `${utcDayOf(moment.time)}T00:00:00.000Z`)
        .where('timestamp', '>', moment.time)
        .orderBy('time')
        .executeTakeFirst()
}

const isAtOrBefore = (row: { ledger_seq: number; timestamp: string | null }, moment: Moment): boolean =>
  moment.kind === 'seq' ? row.ledger_seq <= moment.seq : row.timestamp === null || row.timestamp <= moment.time

const botIdOf = (scope: string): string | null => (scope.startsWith('@') ? null : scope)

const ofBucket = (scope: string, { timestamp, ledger_seq, level, account_value, snapshot }: Bucket): KnownSnapshot => ({
  snapshot: unpackSnapshot(snapshot, { timestamp, bot_id: botIdOf(scope), ledger_seq }),
  level,
  account_value,
})

/** The bucket that follows in a table: a finished one, or the one that is still running. */
const nextBucket = (above: Bucket | undefined, current: Current, { bucketLength, from }: (typeof TABLES)[number]) => {
  if (above !== undefined) return { from_seq: above.from_seq, start: above.time.slice(0, bucketLength) }
  return { from_seq: current[from] ?? current.ledger_seq, start: (current.timestamp ?? '').slice(0, bucketLength) }
}

/**
 * What history says of a scope at a moment. A finished bucket's snapshot stood until the first of the bucket behind it, so
 * it is the answer whenever the moment lies between the two.
 */
export const readKnown = async (projection: Projection, scope: string, moment: Moment): Promise<Known | null> => {
  const current = await projection
    .selectFrom('kpi_current')
    .select([
      'ledger_seq',
      'timestamp',
      'level',
      'account_value',
      'snapshot',
      'minute_from_seq',
      'hour_from_seq',
      'day_from_seq',
    ])
    .where('scope', '=', scope)
    .executeTakeFirst()
  if (current === undefined) return null
  const { ledger_seq, level, account_value } = current
  if (isAtOrBefore(current, moment)) {
    // What the projector wrote by `snapshotOf`; the projection's version vouches for its shape.
    const exact = { snapshot: current.snapshot as KpiSnapshot, level, account_value }
    return { exact, below: ledger_seq, above: ledger_seq, isFinal: moment.kind === 'seq' }
  }
  const known: Known = { exact: null, below: null, above: ledger_seq, isFinal: true }
  for (const each of TABLES) {
    const below = await readBelow(projection, each.name, scope, moment)
    const above = await readAbove(projection, each.name, scope, moment)
    known.above = Math.min(known.above, above?.ledger_seq ?? ledger_seq)
    if (below === undefined) continue
    known.below = Math.max(known.below ?? 0, below.ledger_seq)
    const next = nextBucket(above, current, each)
    const stands =
      moment.kind === 'seq' ? next.from_seq > moment.seq : next.start > moment.time.slice(0, each.bucketLength)
    if (stands) return { ...known, exact: ofBucket(scope, below) }
  }
  return known
}
