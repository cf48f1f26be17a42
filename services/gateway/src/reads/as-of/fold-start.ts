import { type BotMode, utcDayOf } from '@papertape/events'
import {
  type BotKpi,
  botKpiFromJson,
  createReturnSample,
  initialPortfolio,
  portfolioFromJson,
} from '@papertape/metrics'
import type { Coverage, Projection } from '../coverage.ts'
import { kpiScope } from '../kpi/scope.ts'
import type { FoldStart } from './fold-as-of.ts'
import { isSumOf } from './is-sum-of.ts'
import type { Moment } from './moment.ts'

/** A start, and the first ledger sequence behind it. */
export type Start = Omit<FoldStart, 'partitions'> & { from: number }

/** As many of the newest checkpoints as are looked at for one to start from. */
const CHECKPOINTS_MAX = 12

/** The newest checkpoints of a scope before a moment, newest first. */
const checkpointsBefore = (projection: Projection, scope: string, moment: Moment) =>
  projection
    .selectFrom('kpi_checkpoints')
    .select(['through_seq', 'state'])
    .where('scope', '=', scope)
    .$if(moment.kind === 'seq', (rows) => rows.where('through_seq', '<=', moment.kind === 'seq' ? moment.seq : 0))
    .$if(moment.kind === 'time', (rows) =>
      // The whole of an earlier day lies before the moment; of its own day only the fold can tell.
      rows.where('day', '<', moment.kind === 'time' ? utcDayOf(moment.time) : ''),
    )
    .orderBy('through_seq', 'desc')
    .limit(scope.startsWith('@') ? CHECKPOINTS_MAX : 1)
    .execute()

const sampleBefore = async (projection: Projection, scope: string, throughSeq: number) => {
  const days = await projection
    .selectFrom('daily_returns')
    .select(['return', 'idle_days'])
    .where('scope', '=', scope)
    .where('closed_seq', '<=', throughSeq)
    .execute()
  return createReturnSample(days)
}

/** The portfolio's members as of one sequence: of each its newest checkpoint, before which it last moved. */
const membersAt = async (projection: Projection, mode: BotMode, seq: number): Promise<Map<string, BotKpi>> => {
  const rows = await projection
    .selectFrom('bots')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('kpi_checkpoints')
          .select('state')
          .whereRef('scope', '=', 'bots.bot_id')
          .where('through_seq', '<=', seq)
          .orderBy('through_seq', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select(['bots.bot_id', 'newest.state'])
    .where('bots.mode', '=', mode)
    .where('bots.public', '=', true)
    .execute()
  return new Map(rows.map(({ bot_id, state }) => [bot_id, botKpiFromJson(state)]))
}

/** From the beginning: nothing has happened, nobody is registered. */
const fromNothing = (coverage: Pick<Coverage, 'bot_id' | 'mode'>, from: number): Start => ({
  bot_id: coverage.bot_id,
  portfolio: initialPortfolio(coverage.mode),
  bots: new Map(),
  sample: createReturnSample(),
  from,
})

/** The newest of a portfolio's checkpoints whose members' states are all kept; `undefined` where none is. */
const portfolioStart = async (
  projection: Projection,
  { bot_id, mode }: Pick<Coverage, 'bot_id' | 'mode'>,
  rows: Awaited<ReturnType<typeof checkpointsBefore>>,
): Promise<Omit<Start, 'sample'> | undefined> => {
  for (const { through_seq, state } of rows) {
    const bots = await membersAt(projection, mode, through_seq)
    const portfolio = portfolioFromJson(state, bots.values())
    if (isSumOf(portfolio, [...bots.values()])) return { bot_id, portfolio, bots, from: through_seq + 1 }
  }
  return undefined
}

/**
 * The states to fold on from to a moment: the newest checkpoint before it, else the first fact of all that counts, at
 * `firstSeq`. A portfolio's checkpoint is passed over where a member's beside it has been thinned out: a replay's members
 * are each in days of their own, so that the first of a portfolio's month can be a later one of a member's.
 */
export const readStart = async (
  projection: Projection,
  coverage: Pick<Coverage, 'bot_id' | 'mode'>,
  moment: Moment,
  firstSeq: number,
): Promise<Start> => {
  const scope = kpiScope(coverage)
  const { bot_id, mode } = coverage
  const rows = await checkpointsBefore(projection, scope, moment)
  const [newest] = rows
  if (newest === undefined) return fromNothing(coverage, firstSeq)
  if (bot_id !== null) {
    const bots = new Map([[bot_id, botKpiFromJson(newest.state)]])
    const sample = await sampleBefore(projection, scope, newest.through_seq)
    return { bot_id, portfolio: initialPortfolio(mode), bots, sample, from: newest.through_seq + 1 }
  }
  const found = await portfolioStart(projection, coverage, rows)
  if (found === undefined) return fromNothing(coverage, firstSeq)
  return { ...found, sample: await sampleBefore(projection, scope, found.from - 1) }
}
