import { ALL_BOTS } from '@papertape/events'
import type { Changes } from '@papertape/store'
import { alarmEventsProjection } from './alarm-events.projection.ts'
import { alarmSettingsProjection } from './alarm-settings.projection.ts'
import { alarmSilencesProjection } from './alarm-silences.projection.ts'
import { alarmsProjection } from './alarms.projection.ts'
import { createAudience } from './audience.ts'
import { botStatesProjection } from './bot-states.projection.ts'
import { botsProjection } from './bots.projection.ts'
import { breakdownsProjection } from './breakdowns.projection.ts'
import { clockProjection } from './clock.projection.ts'
import type { Fact } from './fact.ts'
import type { FoldState } from './fold-state.ts'
import { inputsProjection } from './inputs.projection.ts'
import { type KpiProjection, kpiProjection } from './kpi.projection.ts'
import { marksProjection } from './marks.projection.ts'
import { createOpenBook } from './open-book.ts'
import { pendingClosesProjection } from './pending-closes.projection.ts'
import { segmentsProjection } from './segments.projection.ts'
import { signalTotalsProjection } from './signal-totals.projection.ts'
import { signalsProjection } from './signals.projection.ts'
import { tradeTotalsProjection } from './trade-totals.projection.ts'
import { tradesProjection } from './trades.projection.ts'
import { unfinishedTradeFactsProjection } from './unfinished-trade-facts.projection.ts'

/** What a batch of facts comes to. */
export type Batch = {
  changes: Changes
  /** Bots with a fact or a figure in it. */
  bots: string[]
  /** Facts that cannot follow what came before; they change no trade and no figure. */
  contradictions: Fact[]
}

/** The fold of all projections in ledger order; `take` hands over what changed since it was last called. */
export type Fold = { readonly seq: number; apply(fact: Fact): void; take(): Batch }

/** A fold that goes on from a state. `kpi` is what folds its figures: for a benchmark of what they cost. */
export const createFold = (state: FoldState, kpi: KpiProjection = kpiProjection(state.kpis)): Fold => {
  const book = createOpenBook(state.unfinishedTrades)
  const audience = createAudience()
  const bots = botsProjection(state.bots)
  const inputs = inputsProjection(state.inputs)
  const signals = signalsProjection()
  const signalTotals = signalTotalsProjection()
  const trades = tradesProjection(state.unfinishedTrades)
  const unfinishedTradeFacts = unfinishedTradeFactsProjection()
  const pendingCloses = pendingClosesProjection(state.pendingCloses)
  const tradeTotals = tradeTotalsProjection()
  const breakdowns = breakdownsProjection()
  const marks = marksProjection(state.liveMarks)
  const clock = clockProjection(state.clock)
  const alarms = alarmsProjection(state.activeAlarms)
  const alarmEvents = alarmEventsProjection()
  const alarmSilences = alarmSilencesProjection()
  const alarmSettings = alarmSettingsProjection()
  const segments = segmentsProjection(state.segments)
  const prices = { book, minute: clock.minute, liveTimeOf: marks.liveTimeOf }
  const botStates = botStatesProjection(state.botStates, bots.all(), prices)
  let seq = state.seq
  let contradictions: Fact[] = []

  for (const bot of bots.all()) {
    audience.register(bot)
    const run = botStates.get(bot.bot_id)?.run ?? null
    if (run !== null) audience.enterRun(bot, run)
  }

  /** A fact of one bot's history. */
  const applyOwn = (fact: Fact): void => {
    const { event } = fact
    const isNew = bots.get(event.bot_id) === undefined
    bots.apply(fact)
    const bot = bots.get(event.bot_id)
    if (isNew && bot !== undefined) audience.register(bot)
    const outcome = trades.apply(fact, bot, pendingCloses.seqOf)
    const step = outcome === 'contradiction' ? null : outcome
    if (step !== null) {
      book.apply(step)
      tradeTotals.apply(step)
      unfinishedTradeFacts.apply(fact, step)
      if (step.kind === 'closed') {
        breakdowns.apply(step.trade)
        segments.closed(step.trade)
      }
    }
    pendingCloses.apply(fact, step, () => book.unfinishedOf(event.bot_id))
    inputs.apply(fact)
    signals.apply(fact, bot)
    signalTotals.apply(fact, bot)
    alarms.apply(fact, bot)
    alarmEvents.apply(fact, bot)
    alarmSilences.apply(fact, bot)
    if (outcome === 'contradiction') contradictions.push(fact)
    if (bot === undefined) return
    const runBefore = botStates.get(bot.bot_id)?.run ?? null
    botStates.applyOwn(fact, bot, step)
    const run = botStates.get(bot.bot_id)?.run ?? null
    if (run !== null && runBefore === null) audience.enterRun(bot, run)
    if (outcome !== 'contradiction') kpi.apply(fact, [bot])
    segments.configured(fact, bot, () => kpi.levelOf(bot.bot_id))
  }

  /** A fact about all bots. */
  const applyToAll = (fact: Fact): void => {
    const { event } = fact
    if (event.type === 'clock.ticked') {
      clock.apply(fact)
      for (const bot of audience.ofClock()) botStates.applyTime(fact, bot)
      kpi.apply(fact, audience.ofClock())
    } else if (event.type === 'marks.recorded') {
      marks.apply(fact)
      const { partition, run } = event.data
      const concerned = audience.ofMarks(partition, run).filter((bot) => kpi.isMarked(bot.bot_id, event.data))
      for (const bot of concerned) botStates.applyTime(fact, bot)
      kpi.apply(fact, concerned)
    } else alarmSettings.apply(fact)
  }

  return {
    get seq() {
      return seq
    },
    apply(fact) {
      if (fact.seq <= seq) return
      seq = fact.seq
      if (fact.event.bot_id === ALL_BOTS) applyToAll(fact)
      else applyOwn(fact)
    },
    take() {
      const figures = kpi.take(clock.minute())
      const upserts = {
        bots: bots.take(),
        bot_states: botStates.take(),
        inputs: inputs.take(),
        signals: signals.take(),
        signal_totals: signalTotals.take(),
        trades: trades.take(),
        unfinished_trade_facts: unfinishedTradeFacts.take(),
        pending_closes: pendingCloses.take(),
        trade_totals: tradeTotals.take(),
        breakdowns: breakdowns.take(),
        ...figures.rows,
        kpi_segments: segments.take(),
        marks: marks.take(),
        clock: clock.take(),
        alarms: alarms.take(),
        alarm_events: alarmEvents.take(),
        alarm_silences: alarmSilences.take(),
        alarm_settings: alarmSettings.take(),
      } satisfies Changes['upserts']
      const concerned = new Set(upserts.bot_states.map(({ bot_id }) => bot_id))
      for (const { scope } of upserts.kpi_current) if (!scope.startsWith('@')) concerned.add(scope)
      const batch = {
        changes: {
          upserts,
          removals: {
            closesDone: pendingCloses.takeDone(),
            tradesEnded: unfinishedTradeFacts.takeEnded(),
            ...figures.removals,
          },
          acknowledged: alarms.takeAcknowledged(),
        },
        bots: [...concerned],
        contradictions,
      }
      contradictions = []
      return batch
    },
  }
}
