import { utcDayOf } from '@papertape/events'
import type { ProjectionTables } from '@papertape/store'

type StateRow = ProjectionTables['bot_states']

/** BotState of CONTRACT section 4. Amounts are decimal text. */
export type BotState = Pick<
  StateRow,
  | 'bot_id'
  | 'status'
  | 'status_reason'
  | 'status_since'
  | 'in_position'
  | 'entry_price'
  | 'stop_loss_price'
  | 'take_profit_price'
  | 'daily_pnl'
  | 'daily_trades_count'
  | 'last_updated_at'
>

/**
 * A bot's state on the day of `now` (RFC 3339). The projection closes a day at the first clock tick after midnight; until
 * that is heard, the figures of the new day come from the sums by exit_time. A replay bot's day is its own.
 */
export const botStateOf = (row: StateRow, bot: Pick<ProjectionTables['bots'], 'mode'>, now: string): BotState => {
  const day = bot.mode === 'replay' ? undefined : row.exit_days[utcDayOf(now)]
  const daily =
    bot.mode === 'replay' || (row.clock !== null && utcDayOf(row.clock) >= utcDayOf(now))
      ? { daily_pnl: row.daily_pnl, daily_trades_count: row.daily_trades_count }
      : { daily_pnl: day?.pnl ?? '0', daily_trades_count: day?.count ?? 0 }
  return {
    bot_id: row.bot_id,
    status: row.status,
    status_reason: row.status_reason,
    status_since: row.status_since,
    in_position: row.in_position,
    entry_price: row.entry_price,
    stop_loss_price: row.stop_loss_price,
    take_profit_price: row.take_profit_price,
    ...daily,
    last_updated_at: row.last_updated_at,
  }
}

/** Names a state for the status stream: `<epoch>.<seq>`, and the day where the clock on the wall is ahead of the ledger’s. */
export const botStateId = (epoch: string, row: StateRow, state: BotState): string => {
  const ahead = state.daily_pnl !== row.daily_pnl || state.daily_trades_count !== row.daily_trades_count
  return `${epoch}${ahead ? '~new-day' : ''}.${row.state_seq}`
}

/** A bot as the registry shows it. */
export const botView = (bot: ProjectionTables['bots'], row: StateRow, now: string) => ({
  bot_id: bot.bot_id,
  name: bot.name,
  mode: bot.mode,
  public: bot.public,
  initial_capital: bot.initial_capital,
  position_size: bot.position_size,
  policy: bot.policy,
  policy_hash: bot.policy_hash,
  filters: bot.filters,
  risk: bot.risk,
  registered_at: bot.registered_at,
  registered_seq: bot.registered_seq,
  configured_seq: bot.configured_seq,
  running: row.running,
  paused: row.paused,
  stopped_by: row.stopped_by,
  stopped_reason: row.stopped_reason,
  stopped_alarm_id: row.stopped_alarm_id,
  run: row.run,
  state: botStateOf(row, bot, now),
})
export type BotView = ReturnType<typeof botView>
