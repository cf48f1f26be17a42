import type { KpiSnapshot } from '@papertape/metrics'
import type { Projection } from '../coverage.ts'
import type { StandingKpi } from './newest.ts'
import { type Rolling, readRolling } from './rolling.ts'

/** A snapshot as `/api/kpi/current` shows it: all of CONTRACT section 5, and rolling returns. */
export type ShownKpi = KpiSnapshot & Rolling

/** A snapshot with its rolling returns; the quality of these is beside that of the others. */
export const readShown = async (projection: Projection, standing: StandingKpi): Promise<ShownKpi> => {
  const { quality, ...figures } = standing.snapshot
  const rolling = await readRolling(projection, standing)
  return { ...figures, ...rolling.figures, quality: { ...quality, ...rolling.quality } }
}
