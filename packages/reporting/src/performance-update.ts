import type { BotMode } from '@papertape/events'
import type { KpiSnapshot } from '@papertape/metrics'
import type { Snapshot } from '@papertape/store'
import { readKpi } from './read-report.ts'
import type { Subject } from './subject.ts'

/** Core-NATS hint on `live.performance`: a portfolio's newest figures, as of a place of the projection. */
export type PerformanceUpdate = { epoch: string; seq: number; mode: BotMode; kpi: KpiSnapshot }

/** The newest figures of each of some portfolios. */
export const readUpdates = async (
  { projection, checkpoint }: Snapshot,
  portfolios: readonly Subject[],
): Promise<PerformanceUpdate[]> => {
  const updates: PerformanceUpdate[] = []
  for (const portfolio of portfolios) {
    const { kpi } = await readKpi(projection, portfolio)
    updates.push({ epoch: checkpoint.epoch, seq: checkpoint.seq, mode: portfolio.mode, kpi })
  }
  return updates
}
