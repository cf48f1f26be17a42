import type { BotMode } from '@papertape/events'
import { createReturnSample, initialPortfolio, snapshotOf } from '@papertape/metrics'
import { decimal, toNumber } from '@papertape/money'
import type { BreakdownDimension } from '@papertape/store'
import type { Coverage, Projection } from './coverage.ts'

/** The scope of a coverage: a bot, or all public bots of a mode, whoever asks. */
export const kpiScope = ({ bot_id, mode }: Pick<Coverage, 'bot_id' | 'mode'>): string => bot_id ?? `@${mode}`

/** The newest KPI snapshot; of a portfolio that no bot has joined, that of an empty one. */
export const readKpi = async (
  projection: Projection,
  coverage: { bot_id: string | null; mode: BotMode },
): Promise<Record<string, unknown>> => {
  const row = await projection
    .selectFrom('kpi_current')
    .select('snapshot')
    .where('scope', '=', kpiScope(coverage))
    .executeTakeFirst()
  return row?.snapshot ?? snapshotOf(initialPortfolio(coverage.mode), createReturnSample())
}

const DIMENSIONS = {
  day: 'pnl_by_day',
  week: 'pnl_by_week',
  month: 'pnl_by_month',
  symbol: 'pnl_by_symbol',
  direction: 'pnl_by_direction',
  strategy: 'pnl_by_strategy',
  market_type: 'pnl_by_market_type',
  exit_reason: 'pnl_by_exit_reason',
} as const satisfies Record<BreakdownDimension, string>

/** The whole KPI snapshot and the closed trades broken down; periods are those of exit_time, in order. */
export const readPerformance = async (projection: Projection, coverage: Coverage) => {
  const rows = await projection
    .selectFrom('breakdowns')
    .selectAll()
    .where('scope', '=', kpiScope(coverage))
    .orderBy('dimension')
    .orderBy('value')
    .execute()
  const breakdowns = Object.entries(DIMENSIONS).map(([dimension, name]) => [
    name,
    rows
      .filter((row) => row.dimension === dimension)
      .map(({ scope: _, dimension: __, gross_pnl, fees, realized_pnl, ...counts }) => ({
        ...counts,
        gross_pnl: toNumber(decimal(gross_pnl)),
        fees: toNumber(decimal(fees)),
        realized_pnl: toNumber(decimal(realized_pnl)),
      })),
  ])
  return { ...(await readKpi(projection, coverage)), ...Object.fromEntries(breakdowns) }
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
