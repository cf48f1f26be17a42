import {
  amountsOf,
  type BotKpi,
  type ClosedDay,
  createReturnSample,
  type KpiSnapshot,
  kpiToJson,
  levelTextOf,
  type PortfolioKpi,
  packSnapshot,
  portfolioToJson,
  type ReturnSample,
  snapshotOf,
} from '@papertape/metrics'
import type { Scope, WrittenRow } from '@papertape/store'
import { portfolioScope } from './scope.ts'

/** The first snapshot of the minute, hour and day that a scope is in. */
export type Running = Pick<WrittenRow<'kpi_current'>, 'minute_from_seq' | 'hour_from_seq' | 'day_from_seq'>

/** A scope as it stood before a fact that may be the first of a later minute. */
export type Before = Pick<
  WrittenRow<'kpi_minutes'>,
  'timestamp' | 'ledger_seq' | 'level' | 'account_value' | 'snapshot'
>

/** A bot's or portfolio's figures in the making, with what its rows need. */
export type KeptKpi<State extends BotKpi | PortfolioKpi = BotKpi | PortfolioKpi> = {
  readonly scope: Scope
  readonly state: State
  /** All closed days, for VaR and CVaR. */
  readonly sample: ReturnSample
  readonly onDayClosed: (day: ClosedDay) => void
  running: Running
  /** Up to where its newest checkpoint is folded. */
  checkpoint_seq: number
  shown: KpiSnapshot | null
  before: Before | null
  beforeState: { ledger_seq: number; text: string } | null
}

const NOTHING_RUNS: Running = { minute_from_seq: null, hour_from_seq: null, day_from_seq: null }

const scopeOf = (state: BotKpi | PortfolioKpi): Scope => ('bot_id' in state ? state.bot_id : portfolioScope(state.mode))

/** What is written of a scope beside its state. */
export type Written = {
  row: Running & { checkpoint_seq: number }
  days: Iterable<Pick<ClosedDay, 'return' | 'idle_days'>>
}

/** A state with what is written of it, which is nothing yet by default. */
export const keptKpi = <State extends BotKpi | PortfolioKpi>(
  state: State,
  onDayClosed: (scope: Scope, day: ClosedDay) => void,
  { row, days }: Written = { row: { ...NOTHING_RUNS, checkpoint_seq: 0 }, days: [] },
): KeptKpi<State> => {
  const scope = scopeOf(state)
  const sample = createReturnSample(days)
  const { minute_from_seq, hour_from_seq, day_from_seq, checkpoint_seq } = row
  return {
    scope,
    state,
    sample,
    onDayClosed(day) {
      sample.add(day)
      onDayClosed(scope, day)
    },
    running: { minute_from_seq, hour_from_seq, day_from_seq },
    checkpoint_seq,
    shown: null,
    before: null,
    beforeState: null,
  }
}

/** The snapshot that stands, made once for each fact that moved it. */
const shownOf = (kept: KeptKpi): KpiSnapshot => {
  if (kept.shown?.ledger_seq !== kept.state.ledger_seq) kept.shown = snapshotOf(kept.state, kept.sample)
  return kept.shown
}

const stateTextOf = ({ state }: KeptKpi): string =>
  JSON.stringify('bot_id' in state ? kpiToJson(state) : portfolioToJson(state))

/** The row of `kpi_current`. */
export const currentRowOf = (kept: KeptKpi): WrittenRow<'kpi_current'> => ({
  scope: kept.scope,
  ledger_seq: kept.state.ledger_seq,
  timestamp: kept.state.time,
  minute_from_seq: kept.running.minute_from_seq,
  hour_from_seq: kept.running.hour_from_seq,
  day_from_seq: kept.running.day_from_seq,
  checkpoint_seq: kept.checkpoint_seq,
  level: levelTextOf(kept.state),
  account_value: amountsOf(kept.state).account_value,
  snapshot: JSON.stringify(shownOf(kept)),
  state: stateTextOf(kept),
})

/** How the scope stands now, remembered until it moves: it is the last row of each bucket that ends here. */
export const rememberBefore = (kept: KeptKpi, timestamp: string): void => {
  const { ledger_seq } = kept.state
  if (kept.before?.ledger_seq === ledger_seq) return
  kept.before = {
    timestamp,
    ledger_seq,
    level: levelTextOf(kept.state),
    account_value: amountsOf(kept.state).account_value,
    snapshot: packSnapshot(shownOf(kept)),
  }
}

/** The same for the fold's state. */
export const rememberState = (kept: KeptKpi): void => {
  const { ledger_seq } = kept.state
  if (kept.beforeState?.ledger_seq !== ledger_seq) kept.beforeState = { ledger_seq, text: stateTextOf(kept) }
}
