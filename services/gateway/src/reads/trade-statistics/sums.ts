import type { Runs, TradeSums } from '@papertape/metrics'
import { decimal } from '@papertape/money'
import { sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import { type Selection, whereClosed } from './where-closed.ts'

const KINDS = ['bot', 'strategy', 'symbol', 'direction', 'market_type', 'exit_reason'] as const
const TIMES = ['hour', 'weekday'] as const

/** What closed trades are broken down by. Hours and weekdays (1 = Monday) are those of exit_time, UTC. */
export const DIMENSIONS = [...KINDS, ...TIMES] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** Sums of the trades of one value of a dimension; `dimension` null = of all trades. Exact decimals as text. */
export type SumsRow = {
  dimension: Dimension | null
  value: string | null
  wins: number
  losses: number
  breakevens: number
  won: string
  lost: string
  largest_win: string
  largest_loss: string
  fees: string
  /** Σ net² in units of 10⁻³⁶, a whole number. */
  squares: string
  duration_ms: number
}

const closedTrades = (projection: Projection, selection: Selection) =>
  projection
    .selectFrom('trades')
    .select([
      'bot_id as bot',
      'strategy',
      'symbol',
      'direction',
      'market_type',
      'status as exit_reason',
      sql`substr(exit_time, 12, 2)`.as('hour'),
      sql`extract(isodow from left(exit_time, 10)::date)::text`.as('weekday'),
      sql`realized_pnl::numeric`.as('net'),
      sql`fees::numeric`.as('fees'),
      sql`round(duration_seconds * 1000)::bigint`.as('ms'),
    ])
    .where(whereClosed(selection))
    // Keeps PostgreSQL from reading each decimal again for each sum that it is in.
    .offset(0)

/**
 * Sums by each dimension and of all. Trades that agree in all kinds, and those of the same hour of the week, are added up
 * first, so that only as many rows as there are such groups are added up once more for each dimension.
 */
export const readSums = async (projection: Projection, selection: Selection): Promise<SumsRow[]> => {
  const columns = (names: readonly Dimension[]) => sql.join(names.map((name) => sql.ref(name)))
  // Both groupings hold every trade, so a dimension is added up from its own, and all from that of the kinds.
  const sets = (names: readonly Dimension[]) => names.map((name) => sql`(is_kind, ${sql.ref(name)})`)
  const which = (then: (name: Dimension) => unknown) =>
    sql.join(
      DIMENSIONS.map((name) => sql`when grouping(${sql.ref(name)}) = 0 then ${then(name)}`),
      sql` `,
    )
  const { rows } = await sql<SumsRow>`
    with cells as (
      select ${columns(DIMENSIONS)}, grouping(hour) = 1 as is_kind,
        count(*) filter (where net > 0) as wins,
        count(*) filter (where net < 0) as losses,
        count(*) filter (where net = 0) as breakevens,
        coalesce(sum(net) filter (where net > 0), 0) as won,
        coalesce(sum(net) filter (where net < 0), 0) as lost,
        greatest(max(net), 0) as largest_win, least(min(net), 0) as largest_loss,
        sum(fees) as fees, sum(net * net) as squares, sum(ms) as duration_ms
      from (${closedTrades(projection, selection)}) closed
      group by grouping sets ((${columns(KINDS)}), (${columns(TIMES)})))
    select case ${which((name) => sql.lit(name))} end as dimension, case ${which((name) => sql.ref(name))} end as value,
      coalesce(sum(wins), 0)::int as wins, coalesce(sum(losses), 0)::int as losses,
      coalesce(sum(breakevens), 0)::int as breakevens,
      coalesce(sum(won), 0)::text as won, coalesce(sum(lost), 0)::text as lost,
      coalesce(max(largest_win), 0)::text as largest_win, coalesce(min(largest_loss), 0)::text as largest_loss,
      coalesce(sum(fees), 0)::text as fees,
      trunc(coalesce(sum(squares), 0) * 1e36)::text as squares,
      coalesce(sum(duration_ms), 0)::bigint as duration_ms
    from cells
    group by grouping sets (${sql.join([...sets(DIMENSIONS), sql`(is_kind)`])})
    having (grouping(hour) = 0 or grouping(weekday) = 0) <> is_kind`.execute(projection)
  return rows
}

/** The sums as figures are computed from them. */
export const sumsOf = (row: SumsRow, runs: Runs): TradeSums => ({
  wins: row.wins,
  losses: row.losses,
  breakevens: row.breakevens,
  won: decimal(row.won),
  lost: decimal(row.lost),
  largest_win: decimal(row.largest_win),
  largest_loss: decimal(row.largest_loss),
  squares: BigInt(row.squares),
  duration_ms: row.duration_ms,
  ...runs,
})

/** How trades came out, in ledger order, a character each: what runs are counted in. */
export const readOutcomes = async (projection: Projection, selection: Selection) => {
  const outcomes = projection
    .selectFrom('trades')
    .select([
      'direction',
      'exit_seq',
      sql`case sign(realized_pnl::numeric) when 1 then 'W' when -1 then 'L' else 'E' end`.as('outcome'),
    ])
    .where(whereClosed(selection))
    .offset(0)
  const inOrder = sql`string_agg(outcome, '' order by exit_seq)`
  const { rows } = await sql<{ all: string; long: string; short: string }>`
    select coalesce(${inOrder}, '') as "all",
      coalesce(${inOrder} filter (where direction = 'LONG'), '') as "long",
      coalesce(${inOrder} filter (where direction = 'SHORT'), '') as "short"
    from (${outcomes}) closed`.execute(projection)
  return rows[0] ?? { all: '', long: '', short: '' }
}
