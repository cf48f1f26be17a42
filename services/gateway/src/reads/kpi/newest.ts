import {
  amountsOf,
  createReturnSample,
  initialPortfolio,
  type KpiSnapshot,
  levelTextOf,
  snapshotOf,
} from '@papertape/metrics'
import type { Coverage, Projection } from '../coverage.ts'
import { kpiScope } from './scope.ts'

/** A snapshot with what it is measured on, and the moment up to which it stands. */
export type StandingKpi = {
  scope: string
  snapshot: KpiSnapshot
  /** Account value, or a portfolio's time-weighted index, decimal text. */
  level: string
  /** To the last digit, decimal text. */
  account_value: string
  /** The scope's clock: that of live and demo bots, a replay's own newest time; `null` before anything was heard. */
  at: string | null
  /** No fact behind it is looked at. */
  seq: number
}

/** A portfolio that no bot has joined. */
export const emptyPortfolio = ({ mode }: Pick<Coverage, 'mode'>, seq: number): StandingKpi => {
  const state = initialPortfolio(mode)
  const snapshot = snapshotOf(state, createReturnSample())
  const { account_value } = amountsOf(state)
  return { scope: `@${mode}`, snapshot, level: levelTextOf(state), account_value, at: null, seq }
}

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a)

/** The newest snapshot of a bot or of a mode. */
export const readNewest = async (
  projection: Projection,
  coverage: Pick<Coverage, 'bot_id' | 'mode'>,
  seq: number,
): Promise<StandingKpi> => {
  const scope = kpiScope(coverage)
  const row = await projection
    .selectFrom('kpi_current')
    .leftJoin('clock', (join) => join.on('clock.name', '=', 'clock'))
    .select(['kpi_current.snapshot', 'level', 'account_value', 'timestamp', 'clock.minute'])
    .where('scope', '=', scope)
    .executeTakeFirst()
  if (row === undefined) return emptyPortfolio(coverage, seq)
  const at = coverage.mode === 'replay' ? row.timestamp : later(row.timestamp, row.minute)
  // What the projector wrote by `snapshotOf`; the projection's version vouches for its shape.
  const { level, account_value } = row
  return { scope, snapshot: row.snapshot as KpiSnapshot, level, account_value, at, seq }
}

/** The newest snapshots of several bots, by bot_id. */
export const readKpisOfBots = async (
  projection: Projection,
  botIds: readonly string[],
): Promise<Map<string, Record<string, unknown>>> => {
  if (botIds.length === 0) return new Map()
  const rows = await projection
    .selectFrom('kpi_current')
    .select(['scope', 'snapshot'])
    .where('scope', 'in', botIds)
    .execute()
  return new Map(rows.map(({ scope, snapshot }) => [scope, snapshot]))
}
