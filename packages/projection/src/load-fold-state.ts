import type { BotKpiJson, PortfolioJson } from '@papertape/metrics'
import type { ProjectionSchema, ProjectionTables, Snapshot, Store } from '@papertape/store'
import type { FoldState } from './fold.ts'

/** A fold's state and where it was loaded from. */
export type LoadedFold = { state: FoldState; checkpoint: ProjectionTables['checkpoint'] }

/** All that a fold needs to go on from a projection's checkpoint, in one snapshot. */
export const loadFoldState = (store: Store, schema: ProjectionSchema): Promise<LoadedFold> =>
  store.snapshot(
    async ({ projection, checkpoint }) => ({ checkpoint, state: await stateOf(projection, checkpoint.seq) }),
    schema,
  )

const stateOf = async (projection: Snapshot['projection'], seq: number): Promise<FoldState> => {
  const bots = await projection.selectFrom('bots').selectAll().orderBy('registered_seq').execute()
  const closes = await projection.selectFrom('pending_closes').selectAll().orderBy('ledger_seq').execute()
  const kpis = await projection.selectFrom('kpi_current').select(['scope', 'state']).execute()
  // The states of KPI folds are what kpi.projection wrote; the version in the checkpoint vouches for their shape.
  const kpiStates = (isPortfolio: boolean) =>
    kpis.filter(({ scope }) => scope.startsWith('@') === isPortfolio).map(({ state }) => state)
  return {
    seq,
    bots: bots.map((bot) => ({
      ...bot,
      policy: JSON.stringify(bot.policy),
      filters: JSON.stringify(bot.filters),
      risk: JSON.stringify(bot.risk),
    })),
    botStates: await projection.selectFrom('bot_states').selectAll().execute(),
    inputs: await projection.selectFrom('inputs').selectAll().execute(),
    unfinishedTrades: await projection
      .selectFrom('trades')
      .selectAll()
      .where('status', 'in', ['OPEN', 'WAITING'])
      .orderBy('accepted_seq')
      .execute(),
    pendingCloses: closes.map(({ ledger_seq, partition, event, trade_ids }) => ({
      ledger_seq,
      partition,
      event,
      trade_ids,
    })),
    botKpis: kpiStates(false) as BotKpiJson[],
    portfolios: kpiStates(true) as PortfolioJson[],
    liveMarks: await projection
      .selectFrom('marks')
      .select(['partition', 'venue', 'symbol', 'time'])
      .where('run', 'is', null)
      .execute(),
    clock: (await projection.selectFrom('clock').selectAll().executeTakeFirst()) ?? null,
    activeAlarms: await projection
      .selectFrom('alarms')
      .selectAll()
      .where('cleared_at', 'is', null)
      .orderBy('raised_seq')
      .execute(),
  }
}
