import type { BotMode, EventOf, LedgerEvent } from '@papertape/events'
import {
  type BotKpi,
  botKpiFromJson,
  foldKpi,
  foldPortfolio,
  initialKpi,
  initialPortfolio,
  isMarked,
  levelTextOf,
  type PortfolioKpi,
  portfolioFromJson,
} from '@papertape/metrics'
import type { ProjectionTables, Removals, WrittenRow } from '@papertape/store'
import { dailyReturnsProjection } from './daily-returns.projection.ts'
import type { Fact } from './fact.ts'
import { currentRowOf, type KeptKpi, keptKpi, type Written } from './kept-kpi.ts'
import { kpiCheckpointsProjection } from './kpi-checkpoints.projection.ts'
import { kpiHistoryProjection } from './kpi-history.projection.ts'
import { type BotIdentity, portfolioScope } from './scope.ts'

const NOBODY: readonly KeptKpi[] = []
const MODES = ['live', 'demo', 'replay'] as const satisfies BotMode[]

/** What the fold of figures goes on from. */
export type LoadedKpis = {
  current: Pick<
    ProjectionTables['kpi_current'],
    'scope' | 'minute_from_seq' | 'hour_from_seq' | 'day_from_seq' | 'checkpoint_seq' | 'state'
  >[]
  /** Of all scopes, in order of their days. */
  days: Pick<ProjectionTables['daily_returns'], 'scope' | 'return' | 'idle_days'>[]
}

type KpiRows = {
  [Name in
    | 'kpi_current'
    | 'daily_returns'
    | 'kpi_minutes'
    | 'kpi_hours'
    | 'kpi_days'
    | 'kpi_checkpoints']: WrittenRow<Name>[]
}

/** The latest time that a fact may bring figures to. */
const latestTimeOf = ({ type, time, data }: LedgerEvent): string =>
  (type === 'clock.ticked' || type === 'marks.recorded') && data.minute > time ? data.minute : time

/** A portfolio and the public bots that make it up. */
type KeptPortfolio = { kept: KeptKpi<PortfolioKpi>; members: KeptKpi<BotKpi>[] }

const statesOf = (bots: readonly KeptKpi<BotKpi>[]): BotKpi[] => bots.map(({ state }) => state)

/** The bots and portfolios as they were written. */
const restored = ({ current, days }: LoadedKpis, onDayClosed: Parameters<typeof keptKpi>[1]) => {
  const daysOf = Map.groupBy(days, ({ scope }) => scope)
  const writtenOf = (row: LoadedKpis['current'][number]): Written => ({ row, days: daysOf.get(row.scope) ?? [] })
  const bots = new Map<string, KeptKpi<BotKpi>>()
  for (const row of current) {
    if (!row.scope.startsWith('@')) bots.set(row.scope, keptKpi(botKpiFromJson(row.state), onDayClosed, writtenOf(row)))
  }
  const portfolios = new Map<BotMode, KeptPortfolio>()
  for (const mode of MODES) {
    const members = [...bots.values()].filter(({ state }) => state.public && state.mode === mode)
    const row = current.find(({ scope }) => scope === portfolioScope(mode))
    const kept =
      row === undefined
        ? keptKpi(initialPortfolio(mode), onDayClosed)
        : keptKpi(portfolioFromJson(row.state, statesOf(members)), onDayClosed, writtenOf(row))
    portfolios.set(mode, { kept, members })
  }
  return { bots, portfolios }
}

/** Tables of figures; keeps the fold of every bot and of the three portfolios. */
export const kpiProjection = (loaded: LoadedKpis) => {
  const days = dailyReturnsProjection()
  const history = kpiHistoryProjection()
  const checkpoints = kpiCheckpointsProjection()
  const { bots, portfolios } = restored(loaded, days.closed)
  let changed = new Set<KeptKpi>()

  const expect = (kept: KeptKpi, time: string, members: readonly KeptKpi[]): void => {
    history.expect(kept, time)
    checkpoints.expect(kept, time, members)
  }
  const moved = (kept: KeptKpi, then: string | null, seq: number, members: readonly KeptKpi[]): void => {
    changed.add(kept)
    history.moved(kept, then, seq)
    for (const member of checkpoints.moved(kept, then, seq, members)) changed.add(member)
  }
  const register = ({ event, seq }: Fact): BotKpi[] => {
    if (event.type !== 'bot.registered' || bots.has(event.bot_id)) return []
    const kept = keptKpi(initialKpi(event, seq), days.closed)
    const { state } = kept
    bots.set(state.bot_id, kept)
    if (state.public) portfolios.get(state.mode)?.members.push(kept)
    moved(kept, null, seq, NOBODY)
    return [state]
  }
  const foldBots = ({ event, seq }: Fact, concerned: readonly KeptKpi<BotKpi>[]): BotKpi[] => {
    const states: BotKpi[] = []
    for (const kept of concerned) {
      const then = kept.state.time
      if (foldKpi(kept.state, event, seq, kept.onDayClosed).ledger_seq !== seq) continue
      moved(kept, then, seq, NOBODY)
      states.push(kept.state)
    }
    return states
  }
  /** The portfolios that a fact about some bot, or about all, may move. */
  const portfoliosOf = (isForAll: boolean, named: readonly BotIdentity[]): KeptPortfolio[] => {
    if (isForAll) return [...portfolios.values()]
    const portfolio = named[0]?.public === true ? portfolios.get(named[0].mode) : undefined
    return portfolio === undefined ? [] : [portfolio]
  }

  return {
    /** `named` are the bots whose figures the fact may move: one, or of a fact about all bots those it concerns. */
    apply(fact: Fact, named: readonly BotIdentity[]): void {
      const { event, seq } = fact
      const isForAll = event.type === 'clock.ticked' || event.type === 'marks.recorded'
      const time = latestTimeOf(event)
      const concerned: KeptKpi<BotKpi>[] = []
      for (const { bot_id } of named) {
        const kept = bots.get(bot_id)
        if (kept === undefined) continue
        concerned.push(kept)
        expect(kept, time, NOBODY)
      }
      const mayMove = portfoliosOf(isForAll, named)
      for (const { kept, members } of mayMove) expect(kept, time, members)
      const states = event.type === 'bot.registered' ? register(fact) : foldBots(fact, concerned)
      if (states.length === 0 && !isForAll) return
      for (const { kept, members } of mayMove) {
        const then = kept.state.time
        if (foldPortfolio(kept.state, event, states, seq, kept.onDayClosed).ledger_seq === seq) {
          moved(kept, then, seq, members)
        }
      }
    },
    /** Whether marks value anything that a bot holds: those that do not are none of its. */
    isMarked(botId: string, marks: EventOf<'marks.recorded'>['data']): boolean {
      const kept = bots.get(botId)
      return kept !== undefined && isMarked(kept.state.open, marks)
    },
    /** A bot's level as decimal text. */
    levelOf(botId: string): string {
      const kept = bots.get(botId)
      if (kept === undefined) throw new RangeError(`no figures of ${botId}`)
      return levelTextOf(kept.state)
    },
    /** `clock` is the minute of live and demo bots. */
    take(clock: string | null): { rows: KpiRows; removals: Pick<Removals, 'replayTurns' | 'checkpointTurns'> } {
      const { turns: replayTurns, ...buckets } = history.take(clock)
      const { turns: checkpointTurns, kpi_checkpoints } = checkpoints.take()
      const kpi_current = [...changed].map(currentRowOf)
      changed = new Set()
      return {
        rows: { kpi_current, daily_returns: days.take(), ...buckets, kpi_checkpoints },
        removals: { replayTurns, checkpointTurns },
      }
    },
  }
}

export type KpiProjection = ReturnType<typeof kpiProjection>
