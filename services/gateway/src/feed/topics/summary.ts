import { coverageOf, type Projection } from '../../reads/coverage.ts'
import { readSummary } from '../../reads/summary.ts'
import type { Viewer } from '../../reads/viewer.ts'

/** The summary without filters, as `GET /api/public/paper-trading/summary` answers it. */
export const readSummaryState = async (projection: Projection, viewer: Viewer): Promise<Record<string, unknown>> =>
  readSummary(projection, await coverageOf(projection, viewer, {}), {})
