import type { Coverage, Projection } from '../coverage.ts'
import { breakdownsView, readBreakdowns } from './breakdowns.ts'
import { readBreakdownsAsOf } from './breakdowns-as-of.ts'
import type { ShownKpi } from './rolling.ts'
import { readSegments } from './segments.ts'

/** What the performance route shows: a snapshot, what made it, and of one bot its record by policy. */
export const readPerformance = async (
  projection: Projection,
  coverage: Pick<Coverage, 'bot_id' | 'mode'>,
  shown: ShownKpi,
  asOfSeq: number | null = null,
) => {
  const slices =
    asOfSeq === null
      ? await readBreakdowns(projection, coverage)
      : await readBreakdownsAsOf(projection, coverage, asOfSeq)
  const { bot_id } = coverage
  const segments = bot_id === null ? {} : { segments: await readSegments(projection, bot_id, asOfSeq) }
  return { ...shown, ...breakdownsView(slices), ...segments }
}
