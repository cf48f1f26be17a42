import { type Figure, type KpiSnapshot, type Quality, rollingReturn } from '@papertape/metrics'
import { type RawBuilder, sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import type { StandingKpi } from './newest.ts'

const HOUR_MS = 3_600_000

/** The windows of rolling returns: what no calendar cuts. */
const WINDOWS = { return_24h_pct: 24, return_7d_pct: 7 * 24, return_30d_pct: 30 * 24 } as const

type RollingName = keyof typeof WINDOWS
const NAMES = Object.keys(WINDOWS) as RollingName[]

/** Rolling returns in per cent, beside the snapshot they end at. */
export type Rolling = { [Name in RollingName]: number | null }

/** A snapshot as `/api/kpi/current` shows it: all of CONTRACT section 5, and rolling returns. */
export type ShownKpi = KpiSnapshot & Rolling

/** A scope, the moment that its windows end at, and the sequence behind which nothing is looked at. */
export type WindowsEnd = Pick<StandingKpi, 'scope' | 'seq'> & { at: string }

/** Levels where the windows begin; `null` where nothing was heard yet. */
export type Levels = readonly (string | null)[]

/** Windows are measured to the minute, as history is kept. */
export const minuteOf = (time: string): string => `${time.slice(0, 16)}:00.000Z`

/**
 * The level of the newest snapshot known at or before a column's time: in minutes for two days, in hours for ninety, then in
 * days. A finer table holds all that a coarser one does, as far back as it is kept.
 */
const levelBefore = (time: string): RawBuilder<unknown> => {
  const newestIn = (table: string) => sql`
    (select level from projection.${sql.raw(table)} kept
     where kept.scope = ends.scope and kept.time <= ends.${sql.raw(time)} and kept."timestamp" <= ends.${sql.raw(time)}
       and kept.ledger_seq <= ends.seq
     order by kept.time desc limit 1)`
  return sql`coalesce(${newestIn('kpi_minutes')}, ${newestIn('kpi_hours')}, ${newestIn('kpi_days')})`
}

/** The levels at the beginnings of the windows of several scopes, in their order. One statement, whatever their number. */
export const readLevels = async (projection: Projection, ends: readonly WindowsEnd[]): Promise<Levels[]> => {
  if (ends.length === 0) return []
  const timesOf = (name: RollingName) =>
    ends.map(({ at }) => new Date(Date.parse(minuteOf(at)) - WINDOWS[name] * HOUR_MS).toISOString())
  const columns = NAMES.map((name) => sql`${timesOf(name)}::text[]`)
  const { rows } = await sql<{ levels: Levels }>`
    select array[${sql.join(NAMES.map(levelBefore))}] as levels
    from unnest(${ends.map(({ scope }) => scope)}::text[], ${ends.map(({ seq }) => seq)}::bigint[], ${sql.join(columns)})
      with ordinality as ends (scope, seq, ${sql.raw(NAMES.join(', '))}, place)
    order by place`.execute(projection)
  return rows.map(({ levels }) => levels)
}

const figureOf = (then: string | null, now: string): Figure =>
  then === null ? { value: null, quality: { n: 0, state: 'undefined', reason: 'TOO_FEW' } } : rollingReturn(then, now)

/** A snapshot with its rolling returns; `null` with TOO_FEW where the record is shorter than the window. */
export const shownKpi = ({ snapshot, level }: Pick<StandingKpi, 'snapshot' | 'level'>, levels: Levels): ShownKpi => {
  const { quality, ...figures } = snapshot
  const rolling: Partial<Rolling> = {}
  const known: { [Name in RollingName]?: Quality } = {}
  for (const [index, name] of NAMES.entries()) {
    const figure = figureOf(levels[index] ?? null, level)
    rolling[name] = figure.value
    if (figure.quality !== null) known[name] = figure.quality
  }
  return { ...figures, ...(rolling as Rolling), quality: { ...quality, ...known } }
}

/** A standing snapshot with its rolling returns. */
export const readShown = async (projection: Projection, standing: StandingKpi): Promise<ShownKpi> => {
  const { at, scope, seq } = standing
  const [levels = []] = at === null ? [] : await readLevels(projection, [{ scope, seq, at }])
  return shownKpi(standing, levels)
}
