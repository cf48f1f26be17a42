import { type LedgerEvent, utcDayOf } from '@papertape/events'
import type { BotStatus, ExitDays, StatusReason, WrittenRow } from '@papertape/store'
import { currentDay, withExit, withoutOldDays } from './exit-days.ts'
import type { Fact } from './fact.ts'
import { pendingRows } from './pending-rows.ts'
import type { BotIdentity } from './scope.ts'
import { createStaleness, type Prices } from './staleness.ts'
import type { TradeStep } from './trades.projection.ts'

/** A row in memory: like the written one, but its days are not text yet. */
export type BotStateRow = Omit<WrittenRow<'bot_states'>, 'exit_days'> & { exit_days: ExitDays }

/** The fields of BotState that follow from facts; a change of any of them is news. */
const SHOWN = [
  'status',
  'status_reason',
  'in_position',
  'entry_price',
  'stop_loss_price',
  'take_profit_price',
  'daily_pnl',
  'daily_trades_count',
] as const satisfies (keyof BotStateRow)[]

const initial = (botId: string, time: string, seq: number): BotStateRow => ({
  bot_id: botId,
  status: 'pending',
  status_reason: 'NO_SIGNAL_YET',
  status_since: time,
  in_position: false,
  entry_price: null,
  stop_loss_price: null,
  take_profit_price: null,
  daily_pnl: '0',
  daily_trades_count: 0,
  last_updated_at: time,
  state_seq: seq,
  running: true,
  paused: false,
  stopped_by: null,
  stopped_reason: null,
  stopped_alarm_id: null,
  run: null,
  last_seq: seq,
  signalled: false,
  clock: null,
  opens_day: null,
  opens_count: 0,
  exit_days: {},
})

const afterSignal = (
  state: BotStateRow,
  event: Extract<LedgerEvent, { type: 'signal.accepted' | 'signal.rejected' }>,
  bot: BotIdentity,
): BotStateRow => {
  const run = state.run ?? (bot.mode === 'replay' ? event.data.run : null)
  const heard = { ...state, run, signalled: true }
  if (event.type === 'signal.rejected' || event.data.action === 'CLOSE') return heard
  const day = utcDayOf(event.time)
  if (state.opens_day !== null && day < state.opens_day) return heard
  return { ...heard, opens_day: day, opens_count: day === state.opens_day ? state.opens_count + 1 : 1 }
}

/** What one fact of the bot's own history changes, the clock and what is shown apart. */
const afterOwn = (state: BotStateRow, event: LedgerEvent, bot: BotIdentity): BotStateRow => {
  switch (event.type) {
    case 'bot.started':
      return { ...state, running: true, paused: false, stopped_by: null, stopped_reason: null, stopped_alarm_id: null }
    case 'bot.stopped': {
      const { by, reason, alarm_id, paused = false } = event.data
      return { ...state, running: false, paused, stopped_by: by, stopped_reason: reason, stopped_alarm_id: alarm_id }
    }
    case 'signal.accepted':
    case 'signal.rejected':
      return afterSignal(state, event, bot)
    default:
      return state
  }
}

/** The state on the day of a time: a clock never goes back, and within a day nothing is to be written. */
const atTime = (state: BotStateRow, time: string): BotStateRow => {
  const day = utcDayOf(time)
  if (state.clock !== null && day <= utcDayOf(state.clock)) return state
  return { ...state, clock: time, exit_days: withoutOldDays(state.exit_days, day) }
}

/** A trade that has closed counts in the day of its exit. */
const afterStep = (state: BotStateRow, step: TradeStep | null): BotStateRow => {
  if (step?.kind !== 'closed') return state
  const { exit_time, realized_pnl } = step.trade
  if (exit_time === null || realized_pnl === null) return state
  return { ...state, exit_days: withExit(state.exit_days, exit_time, realized_pnl) }
}

type Status = [status: BotStatus, reason: StatusReason | null]

const stopReasonOf = (paused: boolean, by: BotStateRow['stopped_by']): StatusReason => {
  if (by === 'alarm') return 'STOPPED_BY_ALARM'
  return paused ? 'PAUSED_BY_OPERATOR' : 'STOPPED_BY_OPERATOR'
}

/** Table `bot_states`; keeps all of them, for marks and the clock concern bots that no fact names. */
export const botStatesProjection = (rows: readonly BotStateRow[], bots: Iterable<BotIdentity>, prices: Prices) => {
  const { book } = prices
  const states = new Map(rows.map((row) => [row.bot_id, row]))
  const changed = pendingRows<BotStateRow>()
  const staleness = createStaleness(prices)
  for (const bot of bots) staleness.check(bot)

  const statusOf = ({ bot_id, running, paused, stopped_by, signalled }: BotStateRow): Status => {
    if (!running) return ['stopped', stopReasonOf(paused, stopped_by)]
    if (staleness.has(bot_id)) return ['error', 'PRICES_STALE']
    if (!signalled) return ['pending', 'NO_SIGNAL_YET']
    return book.waitingOf(bot_id) > 0 ? ['waiting', 'ENTRY_AWAITS_TICK'] : ['running', null]
  }
  const shown = (state: BotStateRow): Pick<BotStateRow, (typeof SHOWN)[number]> => {
    const newest = book.newestOf(state.bot_id)
    const day = currentDay(state.exit_days, state.clock)
    const today = day === null ? undefined : state.exit_days[day]
    const [status, status_reason] = statusOf(state)
    return {
      status,
      status_reason,
      in_position: newest !== null,
      entry_price: newest?.entry_price ?? null,
      stop_loss_price: newest?.stop_loss ?? null,
      take_profit_price: newest?.take_profit ?? null,
      daily_pnl: today?.pnl ?? '0',
      daily_trades_count: today?.count ?? 0,
    }
  }
  const settle = (before: BotStateRow, after: BotStateRow, { event, seq }: Fact): void => {
    const now = shown(after)
    const isNews = SHOWN.some((field) => before[field] !== now[field])
    const isTurn = before.status !== now.status || before.status_reason !== now.status_reason
    const since = isTurn ? { status_since: event.time } : {}
    const state = isNews ? { ...after, ...now, ...since, last_updated_at: event.time, state_seq: seq } : after
    if (state === before) return
    states.set(state.bot_id, state)
    changed.put(state.bot_id, state)
  }
  const begin = ({ event, seq }: Fact): void => {
    const state = initial(event.bot_id, event.time, seq)
    states.set(state.bot_id, state)
    changed.put(state.bot_id, state)
  }

  return {
    get: (botId: string) => states.get(botId),
    /** A fact of the bot's own history, and what it did to a trade. */
    applyOwn(fact: Fact, bot: BotIdentity, step: TradeStep | null): void {
      const { event, seq } = fact
      const before = states.get(bot.bot_id)
      if (before === undefined) return begin(fact)
      if (step?.kind === 'entered') staleness.entered(step.trade)
      if (step?.kind === 'closed') staleness.ended(bot)
      const own = { ...afterStep(afterOwn(before, event, bot), step), last_seq: seq }
      const isTimed = bot.mode === 'replay' && step !== null && step.kind !== 'accepted'
      settle(before, isTimed ? atTime(own, event.time) : own, fact)
    },
    /** The clock, or marks, which concern the bot without naming it. */
    applyTime(fact: Fact, bot: BotIdentity): void {
      const before = states.get(bot.bot_id)
      if (before === undefined) return
      staleness.check(bot)
      const { event } = fact
      const ticks = bot.mode === 'replay' ? event.type === 'marks.recorded' : event.type === 'clock.ticked'
      settle(before, ticks ? atTime(before, event.time) : before, fact)
    },
    take: (): WrittenRow<'bot_states'>[] =>
      changed.take().map((row) => ({ ...row, exit_days: JSON.stringify(row.exit_days) })),
  }
}
