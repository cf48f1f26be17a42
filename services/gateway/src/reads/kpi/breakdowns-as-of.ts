import { sql } from 'kysely'
import { Problem } from '../../http/problem.ts'
import type { Coverage, Projection } from '../coverage.ts'
import type { Slice } from './breakdowns.ts'
import { kpiScope } from './scope.ts'

/** Trades that one question may sum up: about a second's work. */
const TRADES_MAX = 100_000

const PNL = sql.raw('realized_pnl::numeric')
const EXITED = sql.raw("(exit_time::timestamptz at time zone 'UTC')")

/** The dimensions as SQL, by the rules of `breakdowns` in the projection. */
const VALUES = {
  day: sql.raw('left(exit_time, 10)'),
  week: sql`to_char(${EXITED}, 'IYYY"-W"IW')`,
  month: sql.raw('left(exit_time, 7)'),
  hour: sql.raw('substr(exit_time, 12, 2)'),
  weekday: sql`extract(isodow from ${EXITED})::text`,
  symbol: sql.raw('symbol'),
  direction: sql.raw('direction'),
  strategy: sql.raw('strategy'),
  market_type: sql.raw('market_type'),
  exit_reason: sql.raw('status'),
} satisfies Record<Slice['dimension'], unknown>

const whose = ({ bot_id, mode }: Pick<Coverage, 'bot_id' | 'mode'>) =>
  bot_id === null ? sql`public and mode = ${mode}` : sql`bot_id = ${bot_id}`

/** Sums of closed trades as columns. */
const sums = sql`
  count(*)::int as trades,
  (count(*) filter (where ${PNL} > 0))::int as winning_trades,
  (count(*) filter (where ${PNL} < 0))::int as losing_trades,
  (count(*) filter (where ${PNL} = 0))::int as breakeven_trades,
  trim_scale(coalesce(sum(gross_pnl::numeric), 0))::text as gross_pnl,
  trim_scale(coalesce(sum(fees::numeric), 0))::text as fees,
  trim_scale(coalesce(sum(${PNL}), 0))::text as realized_pnl`

/** @throws Problem `as-of-too-far` where the scope has closed more trades than one question may sum up. */
const checkSize = async (projection: Projection, coverage: Pick<Coverage, 'bot_id' | 'mode'>): Promise<void> => {
  const totals = await projection
    .selectFrom('trade_totals')
    .select(['winning_trades', 'losing_trades', 'breakeven_trades'])
    .where('scope', '=', kpiScope(coverage))
    .executeTakeFirst()
  if (totals === undefined) return
  const { winning_trades, losing_trades, breakeven_trades } = totals
  if (winning_trades + losing_trades + breakeven_trades <= TRADES_MAX) return
  const instead = coverage.bot_id === null ? ' Ask with a bot_id, or' : ' Ask'
  throw new Problem(
    'as-of-too-far',
    `More than ${TRADES_MAX} trades would have to be summed up.${instead} for /api/kpi/current with this as_of.`,
  )
}

/** The breakdowns of the trades that were closed up to a ledger sequence. */
export const readBreakdownsAsOf = async (
  projection: Projection,
  coverage: Pick<Coverage, 'bot_id' | 'mode'>,
  seq: number,
): Promise<Slice[]> => {
  await checkSize(projection, coverage)
  const names = Object.keys(VALUES) as (keyof typeof VALUES)[]
  const columns = names.map((name) => sql`${VALUES[name]} as ${sql.ref(`of_${name}`)}`)
  const sets = names.map((name) => sql`(${sql.ref(`of_${name}`)})`)
  const dimension = names.map((name) => sql`when grouping(${sql.ref(`of_${name}`)}) = 0 then ${sql.lit(name)}`)
  const value = names.map((name) => sql`when grouping(${sql.ref(`of_${name}`)}) = 0 then ${sql.ref(`of_${name}`)}`)
  const { rows } = await sql<Slice>`
    select case ${sql.join(dimension, sql` `)} end as dimension, case ${sql.join(value, sql` `)} end as value, ${sums}
    from (
      select *, ${sql.join(columns)} from projection.trades
      where ${whose(coverage)} and exit_seq <= ${seq} and realized_pnl is not null
    ) closed
    group by grouping sets (${sql.join(sets)}) order by 1, 2`.execute(projection)
  return rows
}

/** What was closed behind one ledger sequence and up to another, of one bot. */
export const readClosedBetween = async (projection: Projection, botId: string, behind: number, upTo: number) => {
  const { rows } = await sql<Omit<Slice, 'dimension' | 'value'>>`
    select ${sums} from projection.trades
    where bot_id = ${botId} and exit_seq > ${behind} and exit_seq <= ${upTo} and realized_pnl is not null`.execute(
    projection,
  )
  return rows[0]
}
