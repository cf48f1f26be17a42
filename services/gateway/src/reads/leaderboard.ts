import type { KpiSnapshot, Quality } from '@papertape/metrics'
import { decimal, toNumber } from '@papertape/money'
import type { BotStatus } from '@papertape/store'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { leaderboardQuery } from './analytics-query.ts'
import type { Coverage, Projection } from './coverage.ts'
import { betterOf, LEADERBOARD_FIGURES, type LeaderboardFigure } from './leaderboard-metrics.ts'

const ROWS_MAX = 500
const POINTS_MAX = 60
const DAY_MS = 86_400_000

type Query = z.output<typeof leaderboardQuery>

type Ranked = {
  rank: number | null
  why_unranked: 'TOO_FEW_TRADES' | 'UNDEFINED' | null
  bot_id: string
  name: string
  status: BotStatus
  initial_capital: string
  started_at: string | null
  at: string | null
  timestamp: string | null
  snapshot: KpiSnapshot
  account_value: string
  bots: number
  ranked: number
}

/** The first rows of all bots of a mode, ranked by PostgreSQL so that this process holds no more of them. */
const readRanked = async (projection: Projection, { mode, operator }: Coverage, { metric, min_trades }: Query) => {
  const order = sql.raw(betterOf(metric) === 'higher' ? 'desc' : 'asc')
  const { rows } = await sql<Ranked>`
    with listed as (
      select bots.bot_id, bots.name, state.status, bots.initial_capital, bots.mode, bots.registered_at, kpi."timestamp",
        kpi.snapshot, kpi.account_value, (kpi.snapshot->>${metric})::float8 as value,
        case when (kpi.snapshot->>'total_trades')::int < ${min_trades} then 'TOO_FEW_TRADES'
          when kpi.snapshot->>${metric} is null then 'UNDEFINED' end as why_unranked
      from projection.bots
        join projection.bot_states state using (bot_id)
        join projection.kpi_current kpi on kpi.scope = bots.bot_id
      where bots.mode = ${mode} ${operator ? sql`` : sql`and bots.public`}),
    ranked as (
      select *, case when why_unranked is null then
          rank() over (partition by why_unranked is null order by value ${order}) end::int as rank,
        count(*) over ()::int as bots, count(*) filter (where why_unranked is null) over ()::int as ranked
      from listed)
    select ranked.*, case when mode = 'replay' then "timestamp" else greatest("timestamp", clock.minute) end as at,
      case when mode <> 'replay' then registered_at else
        (select entry_time from projection.trades where trades.bot_id = ranked.bot_id and entry_time is not null
         order by opened_at limit 1) end as started_at
    from ranked left join projection.clock on clock.name = 'clock'
    order by rank nulls last, why_unranked desc, value ${order} nulls last, bot_id limit ${ROWS_MAX}`.execute(
    projection,
  )
  return rows
}

/** Closes of days of each bot, evenly thinned from the newest back, oldest first. */
const readCurves = async (projection: Projection, botIds: readonly string[]) => {
  const { rows } = await sql<{ scope: string; day: string; equity: string }>`
    select scope, day, equity from (
      select scope, day, equity, closed_seq, row_number() over (partition by scope order by closed_seq desc) - 1 as place,
        count(*) over (partition by scope) as days
      from projection.daily_returns where scope = any(${botIds}::text[])) closes
    where place % ceil(days / ${sql.lit(POINTS_MAX - 1)}::numeric) = 0
    order by scope, closed_seq`.execute(projection)
  return Map.groupBy(rows, ({ scope }) => scope)
}

const kpiOf = (snapshot: KpiSnapshot) => {
  const figures = Object.fromEntries(LEADERBOARD_FIGURES.map((name) => [name, snapshot[name]])) as {
    [Name in LeaderboardFigure]: number | null
  }
  const quality: { [Name in LeaderboardFigure]?: Quality } = {}
  for (const name of LEADERBOARD_FIGURES) {
    const known = snapshot.quality[name]
    if (known !== undefined) quality[name] = known
  }
  return { ...figures, quality }
}

const ageOf = ({ started_at, at }: Ranked): number | null =>
  started_at === null || at === null ? null : Math.max(0, Date.parse(at) - Date.parse(started_at)) / DAY_MS

const rowOf = (row: Ranked, closes: readonly { day: string; equity: string }[]) => {
  const { timestamp, account_value } = row
  const equityAt = (date: string, equity: string) => ({ date, equity: toNumber(decimal(equity)) })
  return {
    rank: row.rank,
    why_unranked: row.why_unranked,
    bot_id: row.bot_id,
    name: row.name,
    status: row.status,
    started_at: row.started_at,
    age_days: ageOf(row),
    trades: row.snapshot.total_trades ?? 0,
    initial_capital: row.initial_capital,
    kpi: kpiOf(row.snapshot),
    equity: [
      ...closes.map(({ day, equity }) => equityAt(day, equity)),
      ...(timestamp === null ? [] : [equityAt(timestamp.slice(0, 10), account_value)]),
    ],
  }
}

/** The bots of a mode, the best first; those with too few trades or without the figure last, as they are. */
export const readLeaderboard = async (projection: Projection, coverage: Coverage, query: Query) => {
  const ranked = await readRanked(projection, coverage, query)
  const curves = await readCurves(
    projection,
    ranked.map(({ bot_id }) => bot_id),
  )
  const bots = ranked[0]?.bots ?? 0
  return {
    metric: query.metric,
    better: betterOf(query.metric),
    min_trades: query.min_trades,
    bots,
    ranked: ranked[0]?.ranked ?? 0,
    truncated: bots > ranked.length,
    rows: ranked.map((row) => rowOf(row, curves.get(row.bot_id) ?? [])),
  }
}
