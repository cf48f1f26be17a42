import type { BotMode } from '@papertape/events'
import { amount, type Codec, digits, entries, type JsonOf, orNull, plain, record } from './codec.ts'
import type { BotKpi } from './fold-kpi.ts'
import { initialPortfolio, isMember, type PortfolioKpi, partOf } from './fold-portfolio.ts'
import { type Position, positionOf } from './open-trades.ts'

const text = plain<string>()
const time = plain<string | null>()
const count = plain<number>()

const trade = record({
  direction: plain<'LONG' | 'SHORT'>(),
  quantity: amount,
  entry_price: amount,
  entry_notional: amount,
  entry_fee: amount,
  mark: amount,
  gross: amount,
  value: amount,
})
const trades = entries(trade)
const position: Codec<Position, JsonOf<typeof trades>> = {
  toJson: (value) => trades.toJson(value.trades),
  fromJson: (json) => positionOf(trades.fromJson(json)),
}

const account = record({
  realized: amount,
  fees: amount,
  open_gross: amount,
  open_fees: amount,
  open_notional: amount,
  open_value: amount,
  active: count,
})

const tradeStats = record({
  wins: count,
  losses: count,
  breakevens: count,
  won: amount,
  lost: amount,
  largest_win: amount,
  largest_loss: amount,
  consecutive_losses: count,
  max_consecutive_losses: count,
  duration_ms: count,
})

const fall = record({
  peak: amount,
  trough: amount,
  amount,
  started_at: time,
  trough_at: time,
  recovered_at: time,
})

const calendar = record({
  day: text,
  day_start: amount,
  week_start: amount,
  month_start: amount,
  equity_start: amount,
  traded: amount,
})

const moments = record({
  n: count,
  left_out: count,
  sum: digits,
  squares: digits,
  downside: digits,
  turnover_days: count,
  turnover: digits,
})

const book = {
  ledger_seq: count,
  started_at: time,
  time,
  capital: amount,
  account,
  largest_value: amount,
  trades: tradeStats,
  growth: record({ origin: amount, level: amount, equity: amount }),
  drawdown: record({ peak: amount, peak_at: time, below: plain<boolean>(), deepest: orNull(fall) }),
  calendar: orNull(calendar),
  daily: orNull(record({ day: text, pnl: amount, trades: count })),
  moments,
  mode: plain<BotMode>(),
}

const botKpi = record({
  bot_id: text,
  public: plain<boolean>(),
  run: plain<string | null>(),
  ...book,
  open: entries(position),
})

const keptPortfolio = record({ ...book, largest: record({ value: amount, count }) })

/** A bot's state as it is stored: amounts as decimal text. Its size is that of the open trades, never of history. */
export type BotKpiJson = JsonOf<typeof botKpi>

/** A portfolio's state as it is stored, without what its bots' own states hold: it does not grow with the bots. */
export type PortfolioJson = JsonOf<typeof keptPortfolio>

/** A bot's state as plain JSON. */
export const kpiToJson = (state: BotKpi): BotKpiJson => botKpi.toJson(state)

/** The state that {@link kpiToJson} made this JSON from; what else it may be, the version beside it must rule out. */
export const botKpiFromJson = (json: unknown): BotKpi => botKpi.fromJson(json as BotKpiJson)

/** A portfolio's state as plain JSON. */
export const portfolioToJson = (state: PortfolioKpi): PortfolioJson => keptPortfolio.toJson(state)

/**
 * The state that {@link portfolioToJson} made this JSON from. `bots` are as of the same fact; those of another mode and
 * private ones are passed over.
 */
export const portfolioFromJson = (json: unknown, bots: Iterable<BotKpi>): PortfolioKpi => {
  const kept = keptPortfolio.fromJson(json as PortfolioJson)
  const { parts } = initialPortfolio(kept.mode)
  for (const bot of bots) if (isMember(bot, kept.mode)) parts.set(bot.bot_id, partOf(bot))
  return { ...kept, parts }
}
