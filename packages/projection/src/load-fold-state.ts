import { checkVersion, type ProjectionSchema, type ProjectionTables, type Snapshot, type Store } from '@papertape/store'
import type { FoldState } from './fold-state.ts'

/** A fold's state and where it was loaded from. */
export type LoadedFold = { state: FoldState; checkpoint: ProjectionTables['checkpoint'] }

/**
 * All that a fold needs to go on from a projection's checkpoint, in one snapshot.
 * @throws ProjectionMismatch when another version made it.
 */
export const loadFoldState = (store: Store, schema: ProjectionSchema): Promise<LoadedFold> =>
  store.snapshot(async ({ projection, checkpoint }) => {
    checkVersion(checkpoint)
    return { checkpoint, state: await stateOf(projection, checkpoint.seq) }
  }, schema)

/** All of `kpi_current` but the snapshots, which follow from the states. */
const KPI_FIELDS = [
  'scope',
  'minute_from_seq',
  'hour_from_seq',
  'day_from_seq',
  'checkpoint_seq',
  'state',
] as const satisfies (keyof ProjectionTables['kpi_current'])[]

const stateOf = async (projection: Snapshot['projection'], seq: number): Promise<FoldState> => {
  const bots = await projection.selectFrom('bots').selectAll().orderBy('registered_seq').execute()
  const closes = await projection.selectFrom('pending_closes').selectAll().orderBy('ledger_seq').execute()
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
    kpis: {
      current: await projection.selectFrom('kpi_current').select(KPI_FIELDS).execute(),
      days: await projection
        .selectFrom('daily_returns')
        .select(['scope', 'return', 'idle_days'])
        .orderBy('scope')
        .orderBy('closed_seq')
        .execute(),
    },
    segments: await projection
      .selectFrom('kpi_segments')
      .distinctOn('bot_id')
      .selectAll()
      .orderBy('bot_id')
      .orderBy('from_seq', 'desc')
      .execute(),
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
