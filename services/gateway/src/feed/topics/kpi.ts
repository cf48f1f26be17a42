import { coverageOf, type Projection } from '../../reads/coverage.ts'
import { readNewest } from '../../reads/kpi/newest.ts'
import { readShown } from '../../reads/kpi/rolling.ts'
import type { Viewer } from '../../reads/viewer.ts'

/** The newest snapshot of a bot or of the portfolio, as `GET /api/kpi/current` answers it. */
export const readKpiState = async (
  projection: Projection,
  viewer: Viewer,
  bot_id: string | null,
  seq: number,
): Promise<Record<string, unknown>> => {
  const coverage = await coverageOf(projection, viewer, bot_id === null ? {} : { bot_id })
  return readShown(projection, await readNewest(projection, coverage, seq))
}
