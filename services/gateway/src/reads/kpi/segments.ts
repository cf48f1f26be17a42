import { decimal, toNumber } from '@papertape/money'
import type { ProjectionTables } from '@papertape/store'
import type { Projection } from '../coverage.ts'
import { pnlView } from './breakdowns.ts'
import { readClosedBetween } from './breakdowns-as-of.ts'

type Segment = ProjectionTables['kpi_segments']

const view = (segment: Segment) => {
  const { from_seq, started_at, policy_hash, position_size, level } = segment
  return { from_seq, started_at, policy_hash, position_size, level: toNumber(decimal(level)), ...pnlView(segment) }
}

/**
 * The bot's record by the policy in force, oldest first: what was closed under each. As of a ledger sequence with `seq`;
 * the one in force then is summed up anew from its trades.
 */
export const readSegments = async (projection: Projection, botId: string, seq: number | null) => {
  const segments = await projection
    .selectFrom('kpi_segments')
    .selectAll()
    .where('bot_id', '=', botId)
    .$if(seq !== null, (rows) => rows.where('from_seq', '<=', seq ?? 0))
    .orderBy('from_seq')
    .execute()
  const running = segments.at(-1)
  if (seq === null || running === undefined) return segments.map(view)
  const closed = await readClosedBetween(projection, botId, running.from_seq, seq)
  return [...segments.slice(0, -1), { ...running, ...closed }].map(view)
}
