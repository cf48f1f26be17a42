import type { PriceBoard } from '../../live/price-board.ts'
import { coverageOf, type Projection } from '../../reads/coverage.ts'
import { readOpenPositions } from '../../reads/open-positions.ts'
import type { Viewer } from '../../reads/viewer.ts'

const PAGE = 500
/** More open trades than anybody looks at one by one; beyond, the newest are shown. */
const ROWS_MAX = 10_000

/** All open trades, newest first, as `GET /api/public/paper-trading/open-positions` lists them. */
export const readPositions = async (
  projection: Projection,
  viewer: Viewer,
  live: { board: PriceBoard; nowMs: number },
): Promise<(Record<string, unknown> & { trade_id: string })[]> => {
  const coverage = await coverageOf(projection, viewer, {})
  const all: Awaited<ReturnType<typeof readOpenPositions>>['positions'] = []
  let cursor: string | undefined
  do {
    const { positions, next } = await readOpenPositions(projection, coverage, { limit: PAGE, cursor }, live)
    all.push(...positions)
    cursor = next ?? undefined
  } while (cursor !== undefined && all.length < ROWS_MAX)
  return all
}
