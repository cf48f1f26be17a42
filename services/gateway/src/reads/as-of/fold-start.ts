import { type BotMode, utcDayOf } from '@papertape/events'
import {
  type BotKpi,
  botKpiFromJson,
  createReturnSample,
  initialPortfolio,
  type PortfolioKpi,
  portfolioFromJson,
} from '@papertape/metrics'
import type { Coverage, Projection } from '../coverage.ts'
import { kpiScope } from '../kpi/scope.ts'
import type { FoldStart } from './fold-as-of.ts'
import type { Moment } from './moment.ts'

/** A start, and the first ledger sequence behind it. */
export type Start = Omit<FoldStart, 'partitions'> & { from: number }

const checkpointBefore = (projection: Projection, scope: string, moment: Moment) =>
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
    .executeTakeFirst()

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
    .selectFrom('kpi_checkpoints')
    .innerJoin('bots', 'bots.bot_id', 'kpi_checkpoints.scope')
    .select(['scope', 'state'])
    .distinctOn('scope')
    .where('bots.mode', '=', mode)
    .where('bots.public', '=', true)
    .where('through_seq', '<=', seq)
    .orderBy('scope')
    .orderBy('through_seq', 'desc')
    .execute()
  return new Map(rows.map(({ scope, state }) => [scope, botKpiFromJson(state)]))
}

/** Whether members' states are those that the portfolio was folded from: their sums are its own. */
const fits = ({ account, capital }: PortfolioKpi, members: Iterable<BotKpi>): boolean => {
  let realized = 0n
  let fees = 0n
  let capitals = 0n
  let active = 0
  for (const bot of members) {
    realized += bot.account.realized
    fees += bot.account.fees
    capitals += bot.capital
    active += bot.account.active
  }
  return account.realized === realized && account.fees === fees && account.active === active && capital === capitals
}

/** From the beginning: nothing has happened, nobody is registered. */
const fromNothing = (coverage: Pick<Coverage, 'bot_id' | 'mode'>, from: number): Start => ({
  bot_id: coverage.bot_id,
  portfolio: initialPortfolio(coverage.mode),
  bots: new Map(),
  sample: createReturnSample(),
  from,
})

/**
 * The states to fold on from to a moment: the newest checkpoint before it, else the first fact of all that counts, at
 * `firstSeq`. `null` where the members' checkpoints have been thinned out under a portfolio's.
 */
export const readStart = async (
  projection: Projection,
  coverage: Pick<Coverage, 'bot_id' | 'mode'>,
  moment: Moment,
  firstSeq: number,
): Promise<Start | null> => {
  const scope = kpiScope(coverage)
  const { bot_id, mode } = coverage
  const row = await checkpointBefore(projection, scope, moment)
  if (row === undefined) return fromNothing(coverage, firstSeq)
  const from = row.through_seq + 1
  if (bot_id !== null) {
    const bot = botKpiFromJson(row.state)
    const sample = await sampleBefore(projection, scope, row.through_seq)
    return { bot_id, portfolio: initialPortfolio(mode), bots: new Map([[bot_id, bot]]), sample, from }
  }
  const bots = await membersAt(projection, mode, row.through_seq)
  const portfolio = portfolioFromJson(row.state, bots.values())
  if (!fits(portfolio, bots.values())) return null
  return { bot_id, portfolio, bots, sample: await sampleBefore(projection, scope, row.through_seq), from }
}
