import type { WrittenRow } from '@papertape/store'
import type { BotStateRow } from './bot-states.projection.ts'
import type { LoadedKpis } from './kpi.projection.ts'
import type { PendingClose } from './pending-closes.projection.ts'
import type { TradeRow } from './trades.projection.ts'

/** What memory must hold to go on from `seq`: all bots and what is unfinished, never history. */
export type FoldState = {
  seq: number
  bots: WrittenRow<'bots'>[]
  botStates: BotStateRow[]
  inputs: WrittenRow<'inputs'>[]
  /** In the order of their acceptance. */
  unfinishedTrades: TradeRow[]
  pendingCloses: PendingClose[]
  kpis: LoadedKpis
  /** The one in force of each bot. */
  segments: WrittenRow<'kpi_segments'>[]
  liveMarks: Pick<WrittenRow<'marks'>, 'partition' | 'venue' | 'symbol' | 'time'>[]
  clock: WrittenRow<'clock'> | null
  activeAlarms: WrittenRow<'alarms'>[]
}

/** What memory holds before the first fact. */
export const emptyFoldState: FoldState = {
  seq: 0,
  bots: [],
  botStates: [],
  inputs: [],
  unfinishedTrades: [],
  pendingCloses: [],
  kpis: { current: [], days: [] },
  segments: [],
  liveMarks: [],
  clock: null,
  activeAlarms: [],
}
