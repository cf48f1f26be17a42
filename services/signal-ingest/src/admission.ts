import { utcDayAfter, utcDayOf } from '@papertape/events'
import { decimal } from '@papertape/money'
import type { BotState } from './bot.projection.ts'
import type { Fault, SignalFields } from './message/signal-fields.ts'

/** FILTERED, of a replay's isolation: a replay bot hears its own run only, and no other bot hears a run. */
export const otherRun = (bot: BotState, run: string | null): Fault | null => {
  if (bot.mode !== 'replay') {
    return run === null ? null : { field: null, detail: `a ${bot.mode} bot does not hear replays` }
  }
  if (run === null) return { field: null, detail: 'a replay bot hears only signals that a replay publishes' }
  if (bot.run === null || bot.run === run) return null
  return { field: null, detail: `the bot belongs to run ${bot.run}` }
}

/** FILTERED: what the bot has declared that it does not trade. */
export const filteredOut = (bot: BotState, fields: SignalFields, symbol: string): Fault | null => {
  const { market_types, symbols, min_confidence } = bot.filters
  if (market_types !== null && !market_types.includes(fields.market_type))
    return { field: 'market_type', detail: `the bot trades ${market_types.join(', ') || 'no market type'} only` }
  if (symbols !== null && !symbols.includes(symbol))
    return { field: 'symbol', detail: 'symbol is not among those that the bot trades' }
  if (min_confidence !== null && (fields.confidence === null || fields.confidence < min_confidence))
    return { field: 'confidence', detail: `confidence must be at least ${min_confidence}` }
  return null
}

/**
 * RISK_LIMIT: the bot's own limits for the UTC day of the acceptance. Each detail says which limit, how far the day has come
 * and when it ends; with the next day everything begins at 0.
 */
export const riskLimit = (bot: BotState, acceptedAt: string): Fault | null => {
  const { max_trades_per_day, daily_loss_limit } = bot.risk
  const day = utcDayOf(acceptedAt)
  const opens = bot.opens_day === day ? bot.opens_count : 0
  const until = `until ${utcDayAfter(day)}T00:00:00.000Z`
  if (max_trades_per_day !== null && opens >= max_trades_per_day) {
    const reached = `${opens} of ${max_trades_per_day} trades opened on ${day}`
    return { field: null, detail: `max_trades_per_day: ${reached}, ${until}` }
  }
  const realized = bot.realized_by_day[day] ?? '0'
  if (daily_loss_limit !== null && decimal(realized) <= -decimal(daily_loss_limit)) {
    const reached = `${realized} realised on ${day}, ${daily_loss_limit} may be lost`
    return { field: null, detail: `daily_loss_limit: ${reached}, ${until}` }
  }
  return null
}
