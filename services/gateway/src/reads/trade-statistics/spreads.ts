import { binEdges, durationEdges } from '@papertape/metrics'
import { sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import { type Selection, whereClosed } from './where-closed.ts'

/** A histogram as answers show it. */
export type Histogram = {
  n: number
  excluded: number
  mean: number | null
  median: number | null
  bins: { from: number; to: number; count: number }[]
}

/** Figures of single trades, doubles: what is spread out in histograms. */
export const SPREAD = ['r_multiple', 'duration', 'pnl_pct'] as const
type Spreadable = (typeof SPREAD)[number]

/** So many digits are far from what overflows a double, squared; a figure made of longer ones is left out. */
const DIGITS_MAX = 70

const short = (...columns: string[]) =>
  sql.join(
    columns.map((column) => sql`length(${sql.ref(column)}) <= ${sql.lit(DIGITS_MAX)}`),
    sql` and `,
  )

/** What was at risk per unit, down (or up) to the stop; none where the entry lay beyond it. */
const RISK = sql`nullif(greatest(
  case direction when 'LONG' then 1 else -1 end * (entry_price::numeric - stop_loss::numeric), 0), 0)`

const figures = (projection: Projection, selection: Selection) =>
  projection
    .selectFrom('trades')
    .select([
      sql`case when ${short('realized_pnl', 'entry_price', 'stop_loss', 'quantity')}
        then realized_pnl::float8 / nullif(${RISK}::float8 * quantity::float8, 0) end`.as('r_multiple'),
      'duration_seconds as duration',
      sql`case when ${short('realized_pnl_pct')} then realized_pnl_pct::float8 end`.as('pnl_pct'),
    ])
    .where(whereClosed(selection))
    .offset(0)

/** How a figure is spread: quartiles of type 7. */
type Summary = {
  n: number
  mean: number | null
  low: number | null
  high: number | null
  quartiles: [number, number, number] | null
}

const readSummaries = async (projection: Projection, selection: Selection) => {
  const summary = (name: Spreadable) => {
    const column = sql.ref(name)
    return sql`json_build_object('n', count(${column}), 'mean', avg(${column}), 'low', min(${column}), 'high',
      max(${column}), 'quartiles', percentile_cont(array[0.25, 0.5, 0.75]) within group (order by ${column})) as ${column}`
  }
  const { rows } = await sql<{ trades: number } & { [Name in Spreadable]: Summary }>`
    select count(*)::int as trades, ${sql.join(SPREAD.map(summary))}
    from (${figures(projection, selection)}) closed`.execute(projection)
  return rows[0]
}

const edgesOf = (name: Spreadable, { n, low, high, quartiles }: Summary): number[] => {
  if (low === null || high === null || quartiles === null) return []
  if (name === 'duration') return durationEdges({ n, low: Math.max(0, low), high: Math.max(0, high) })
  return binEdges({ n, low, high, iqr: quartiles[2] - quartiles[0] })
}

type Edges = { [Name in Spreadable]: number[] }

const readCounts = async (projection: Projection, selection: Selection, edges: Edges) => {
  const bucket = (name: Spreadable) =>
    // The greatest value lies on the last edge, and belongs to the last bin.
    sql`least(width_bucket(${sql.ref(name)}, ${edges[name].length === 0 ? [0] : edges[name]}::float8[]),
      ${sql.lit(Math.max(1, edges[name].length - 1))}) as ${sql.ref(name)}`
  const sets = sql.join(SPREAD.map((name) => sql`(${sql.ref(name)})`))
  const which = sql.join(
    SPREAD.map((name) => sql`when grouping(${sql.ref(name)}) = 0 then ${sql.lit(name)}`),
    sql` `,
  )
  const { rows } = await sql<{ name: Spreadable; bucket: number | null; count: number }>`
    select case ${which} end as name, coalesce(${sql.join(SPREAD.map((name) => sql.ref(name)))}) as bucket,
      count(*)::int as count
    from (select ${sql.join(SPREAD.map(bucket))} from (${figures(projection, selection)}) closed) binned
    group by grouping sets (${sets})`.execute(projection)
  return new Map(rows.map(({ name, bucket: place, count }) => [`${name} ${place}`, count]))
}

/** Histograms of what single trades came to, in equally wide bins, durations in those that people think in. */
export const readHistograms = async (
  projection: Projection,
  selection: Selection,
): Promise<{ [Name in Spreadable]: Histogram }> => {
  const found = await readSummaries(projection, selection)
  const none: Summary = { n: 0, mean: null, low: null, high: null, quartiles: null }
  const summaryOf = (name: Spreadable) => found?.[name] ?? none
  const edges = Object.fromEntries(SPREAD.map((name) => [name, edgesOf(name, summaryOf(name))])) as Edges
  const counts = await readCounts(projection, selection, edges)
  const histogramOf = (name: Spreadable): Histogram => {
    const { n, mean, quartiles } = summaryOf(name)
    const own = edges[name]
    const bins = own.slice(1).map((to, place) => ({
      from: own[place] ?? to,
      to,
      count: counts.get(`${name} ${place + 1}`) ?? 0,
    }))
    return { n, excluded: (found?.trades ?? 0) - n, mean, median: quartiles?.[1] ?? null, bins }
  }
  return Object.fromEntries(SPREAD.map((name) => [name, histogramOf(name)])) as { [Name in Spreadable]: Histogram }
}
