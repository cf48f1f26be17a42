import { decimal, ONE, quotient, toNumber } from '@papertape/money'
import { sql } from 'kysely'
import { tradesOf } from './as-of/trades-then.ts'
import type { Coverage, Projection } from './coverage.ts'
import { type TradeFilters, whereSignal, whereTrade } from './trade-filters.ts'

/** Counts and exact sums over trades. Σ as decimal text. */
export type TradeTotals = {
  open_positions: number
  winning_trades: number
  losing_trades: number
  breakeven_trades: number
  total_pnl: string
  total_profit: string
  total_loss: string
}

/** A figure that does not exist, and why. */
type Undefined = { n: 0; state: 'undefined'; reason: string }

const mean = (sum: string, n: number): number | null =>
  n === 0 ? null : toNumber(quotient(decimal(sum), BigInt(n) * ONE))

/**
 * The summary of CONTRACT section 4. JSON numbers, the nearest doubles of exact sums; win_rate is the fraction of closed
 * trades that won; average_loss is negative.
 */
export const summaryFigures = (totals: TradeTotals, total_signals: number) => {
  const { winning_trades, losing_trades, breakeven_trades, open_positions } = totals
  const closed = winning_trades + losing_trades + breakeven_trades
  const quality: Record<string, Undefined> = {}
  const none = (reason: string): Undefined => ({ n: 0, state: 'undefined', reason })
  if (closed === 0) quality['win_rate'] = none('NO_TRADES')
  if (winning_trades === 0) quality['average_profit'] = none(closed === 0 ? 'NO_TRADES' : 'NO_WINS')
  if (losing_trades === 0) quality['average_loss'] = none(closed === 0 ? 'NO_TRADES' : 'NO_LOSSES')
  return {
    total_pnl: toNumber(decimal(totals.total_pnl)),
    win_rate: closed === 0 ? null : winning_trades / closed,
    average_profit: mean(totals.total_profit, winning_trades),
    average_loss: mean(totals.total_loss, losing_trades),
    total_trades: open_positions + closed,
    open_positions,
    winning_trades,
    losing_trades,
    breakeven_trades,
    total_signals,
    quality,
  }
}

const isUnfiltered = (query: TradeFilters): boolean =>
  Object.entries(query).every(([name, value]) => value === undefined || name === 'bot_id' || name === 'mode')

/** The scope whose running totals are the answer, or `null` where rows must be counted. */
const scopeOf = (coverage: Coverage, query: TradeFilters): string | null => {
  if (!isUnfiltered(query)) return null
  if (coverage.bot_id !== null) return query.mode === undefined ? coverage.bot_id : null
  // Scopes of a mode hold public bots; an operator sees all.
  return coverage.operator ? null : `@${coverage.mode}`
}

const NONE: TradeTotals = {
  open_positions: 0,
  winning_trades: 0,
  losing_trades: 0,
  breakeven_trades: 0,
  total_pnl: '0',
  total_profit: '0',
  total_loss: '0',
}

const readScope = async (projection: Projection, scope: string) => {
  const totals = await projection
    .selectFrom('trade_totals')
    .select(Object.keys(NONE) as (keyof TradeTotals)[])
    .where('scope', '=', scope)
    .executeTakeFirst()
  const signals = await projection.selectFrom('signal_totals').select('count').where('scope', '=', scope).execute()
  return { totals: totals ?? NONE, signals: signals.reduce((sum, { count }) => sum + count, 0) }
}

const countRows = async (projection: Projection, coverage: Coverage, query: TradeFilters) => {
  const pnl = sql<string>`realized_pnl::numeric`
  const totals = await tradesOf(projection, query.as_of)
    .select(({ fn }) => [
      sql<string>`count(*) filter (where status = 'OPEN')`.as('open_positions'),
      sql<string>`count(*) filter (where ${pnl} > 0)`.as('winning_trades'),
      sql<string>`count(*) filter (where ${pnl} < 0)`.as('losing_trades'),
      sql<string>`count(*) filter (where ${pnl} = 0)`.as('breakeven_trades'),
      fn.coalesce(sql<string>`sum(${pnl})::text`, sql.lit('0')).as('total_pnl'),
      fn.coalesce(sql<string>`(sum(${pnl}) filter (where ${pnl} > 0))::text`, sql.lit('0')).as('total_profit'),
      fn.coalesce(sql<string>`(sum(${pnl}) filter (where ${pnl} < 0))::text`, sql.lit('0')).as('total_loss'),
    ])
    .where(whereTrade(coverage, query))
    .executeTakeFirstOrThrow()
  const signals = await projection
    .selectFrom('signals')
    .select(sql<string>`count(*)`.as('n'))
    .where(whereSignal(coverage, query))
    .executeTakeFirstOrThrow()
  return {
    totals: {
      ...totals,
      open_positions: Number(totals.open_positions),
      winning_trades: Number(totals.winning_trades),
      losing_trades: Number(totals.losing_trades),
      breakeven_trades: Number(totals.breakeven_trades),
    },
    signals: Number(signals.n),
  }
}

/**
 * The summary of all trades and signals that match, with `as_of` as they stood. Without either it takes the same time however
 * long the history.
 */
export const readSummary = async (projection: Projection, coverage: Coverage, query: TradeFilters) => {
  const scope = scopeOf(coverage, query)
  const { totals, signals } =
    scope === null ? await countRows(projection, coverage, query) : await readScope(projection, scope)
  return summaryFigures(totals, signals)
}
