import { z } from 'zod'
import type { Page } from '../../http/answer.ts'
import { decodeCursor, encodeCursor } from '../../http/cursor.ts'
import { asOfField, hoursField, intervalField, pointsField, queryFields } from '../../http/query-fields.ts'
import type { Coverage, Projection } from '../coverage.ts'
import { POINTS_MAX, readHistory } from './history.ts'
import type { StandingKpi } from './newest.ts'

/** Without an interval there are at most 1,000 points and no pages; with one, pages of up to 5,000. */
export const historyQuery = z
  .strictObject({
    bot_id: queryFields.bot_id,
    mode: queryFields.mode,
    as_of: asOfField,
    hours: hoursField,
    interval: intervalField,
    limit: pointsField,
    cursor: queryFields.cursor,
  })
  .refine((query) => query.interval !== undefined || (query.limit === undefined && query.cursor === undefined), {
    path: ['interval'],
    message: 'must be given where limit or cursor is',
  })

const HOUR_MS = 3_600_000
const POINTS_OF_INTERVAL_MAX = 5000
const sortKey = z.tuple([z.iso.datetime()])

/** One page of snapshots, and in `meta` what it covers. */
export const readHistoryPage = async (
  context: { projection: Projection; coverage: Coverage; standing: StandingKpi; now: string },
  query: z.output<typeof historyQuery>,
): Promise<{ data: unknown; page: Page; meta: Record<string, unknown> }> => {
  const { projection, coverage, standing, now } = context
  const { mode } = coverage
  const { hours, interval, as_of } = query
  const limit = interval === undefined ? POINTS_MAX : (query.limit ?? POINTS_OF_INTERVAL_MAX)
  const to = (mode === 'replay' || as_of !== undefined ? standing.at : now) ?? now
  const from = new Date(Date.parse(to) - hours * HOUR_MS).toISOString()
  const filters = { ...coverage, hours, interval, as_of: JSON.stringify(as_of) }
  const behind = query.cursor === undefined ? null : decodeCursor('history', filters, sortKey, query.cursor)[0]
  const asked = { mode, interval, limit, behind }
  const { points, next, ...used } = await readHistory(projection, standing, { from, to }, asked)
  return {
    data: points,
    page: { next: next === null ? null : encodeCursor('history', filters, [next]), limit },
    meta: { interval: used.interval, from, to },
  }
}
