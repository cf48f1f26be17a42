import { type Figure, type Quality, rollingReturn } from '@papertape/metrics'
import { sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import type { StandingKpi } from './newest.ts'

const HOUR_MS = 3_600_000

/** The windows of rolling returns: what no calendar cuts. */
const WINDOWS = { return_24h_pct: 24, return_7d_pct: 7 * 24, return_30d_pct: 30 * 24 } as const

type RollingName = keyof typeof WINDOWS
const NAMES = Object.keys(WINDOWS) as RollingName[]

/** Rolling returns in per cent, beside the snapshot they end at. */
export type Rolling = { [Name in RollingName]: number | null }

/**
 * The level of the newest snapshot known at or before a time. As fine as history is kept: to the minute for two days, to the
 * hour for ninety, then to the day.
 */
const levelBefore = (scope: string, seq: number, time: string) => {
  const newestIn = (table: string) => sql`
    (select ledger_seq, level from projection.${sql.raw(table)}
     where scope = ${scope} and time <= ${time} and "timestamp" <= ${time} and ledger_seq <= ${seq}
     order by time desc limit 1)`
  return sql`(select level from (
    ${newestIn('kpi_minutes')} union all ${newestIn('kpi_hours')} union all ${newestIn('kpi_days')}
  ) known order by ledger_seq desc limit 1)`
}

const figureOf = (then: string | null, now: string): Figure =>
  then === null ? { value: null, quality: { n: 0, state: 'undefined', reason: 'TOO_FEW' } } : rollingReturn(then, now)

/** The levels at the beginnings of the windows. */
const readLevels = async (
  projection: Projection,
  { scope, at, seq }: Pick<StandingKpi, 'scope' | 'at' | 'seq'>,
): Promise<readonly (string | null)[]> => {
  if (at === null) return []
  const thens = NAMES.map((name) => new Date(Date.parse(at) - WINDOWS[name] * HOUR_MS).toISOString())
  const { rows } = await sql<{ levels: (string | null)[] }>`
    select array[${sql.join(thens.map((time) => levelBefore(scope, seq, time)))}] as levels`.execute(projection)
  return rows[0]?.levels ?? []
}

/** How a level has grown over each window up to a moment; `null` with TOO_FEW where the record is shorter. */
export const readRolling = async (
  projection: Projection,
  standing: Pick<StandingKpi, 'scope' | 'level' | 'at' | 'seq'>,
): Promise<{ figures: Rolling; quality: { [Name in RollingName]?: Quality } }> => {
  const levels = await readLevels(projection, standing)
  const { level } = standing
  const found = NAMES.map((name, index) => [name, figureOf(levels[index] ?? null, level)] as const)
  return {
    figures: Object.fromEntries(found.map(([name, { value }]) => [name, value])) as Rolling,
    quality: Object.fromEntries(found.flatMap(([name, { quality }]) => (quality === null ? [] : [[name, quality]]))),
  }
}
