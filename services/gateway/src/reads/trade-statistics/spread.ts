import type { Spread } from '@papertape/metrics'
import { type RawBuilder, sql } from 'kysely'
import type { Projection } from '../coverage.ts'

/** How values are spread; `null` where there are none. */
export type SpreadOut = {
  n: number
  mean: number | null
  median: number | null
  p95: number | null
  bins: { from: number; to: number; count: number }[]
}

type Rows<Name extends string> = {
  /** A select whose columns bear the names: doubles, `null` where a row has no such value. */
  of: RawBuilder<unknown>
  names: readonly Name[]
}

type Summary = {
  n: number
  mean: number | null
  low: number | null
  high: number | null
  /** At 0.25, 0.5, 0.75 and 0.95, of type 7. */
  quantiles: [number, number, number, number] | null
}

/** So many digits are far from what overflows a double, squared. */
export const DIGITS_MAX = 70

/** Whether columns of decimal text can be computed with as doubles: nobody’s odd price may stop an answer. */
export const short = (...columns: string[]): RawBuilder<unknown> =>
  sql.join(
    columns.map((column) => sql`length(${sql.ref(column)}) <= ${sql.lit(DIGITS_MAX)}`),
    sql` and `,
  )

const readSummaries = async <Name extends string>(projection: Projection, { of, names }: Rows<Name>) => {
  const summaries = names.map((name) => {
    const column = sql.ref(name)
    return sql`json_build_object('n', count(${column}), 'mean', avg(${column}), 'low', min(${column}),
      'high', max(${column}),
      'quantiles', percentile_cont(array[0.25, 0.5, 0.75, 0.95]) within group (order by ${column})) as ${column}`
  })
  const { rows } = await sql<{ [Each in Name]: Summary }>`
    select ${sql.join(summaries)} from (${of}) spread`.execute(projection)
  return rows[0]
}

/** How many values lie in each bin, by name and place. */
const readCounts = async <Name extends string>(
  projection: Projection,
  { of, names }: Rows<Name>,
  edges: ReadonlyMap<Name, readonly number[]>,
): Promise<ReadonlyMap<string, number>> => {
  const buckets = names.map((name) => {
    const own = edges.get(name) ?? []
    const column = sql.ref(name)
    // The greatest value lies on the last edge, and belongs to the last bin. `least` passes over null, which has no bin.
    return sql`case when ${column} is not null then
      least(width_bucket(${column}, ${own.length === 0 ? [0] : own}::float8[]), ${sql.lit(Math.max(1, own.length - 1))})
      end as ${column}`
  })
  const which = names.map((name) => sql`when grouping(${sql.ref(name)}) = 0 then ${sql.lit(name)}`)
  const { rows } = await sql<{ name: Name; bucket: number | null; count: number }>`
    select case ${sql.join(which, sql` `)} end as name,
      coalesce(${sql.join(names.map((name) => sql.ref(name)))}) as bucket, count(*)::int as count
    from (select ${sql.join(buckets)} from (${of}) spread) binned
    group by grouping sets (${sql.join(names.map((name) => sql`(${sql.ref(name)})`))})`.execute(projection)
  return new Map(rows.map(({ name, bucket, count }) => [`${name} ${bucket}`, count]))
}

/** How the columns of a select are spread, each in the bins whose edges `edgesOf` gives. PostgreSQL sorts and counts. */
export const readSpreads = async <Name extends string>(
  projection: Projection,
  rows: Rows<Name>,
  edgesOf: (name: Name, spread: Spread) => number[],
): Promise<(name: Name) => SpreadOut> => {
  const found = await readSummaries(projection, rows)
  const edges = new Map(
    rows.names.map((name) => {
      const { n = 0, low = null, high = null, quantiles = null } = found?.[name] ?? {}
      if (low === null || high === null || quantiles === null) return [name, []]
      return [name, edgesOf(name, { n, low, high, iqr: quantiles[2] - quantiles[0] })]
    }),
  )
  const counts = await readCounts(projection, rows, edges)
  return (name) => {
    const { n = 0, mean = null, quantiles = null } = found?.[name] ?? {}
    const own = edges.get(name) ?? []
    const bins = own.slice(1).map((to, place) => ({
      from: own[place] ?? to,
      to,
      count: counts.get(`${name} ${place + 1}`) ?? 0,
    }))
    return { n, mean, median: quantiles?.[1] ?? null, p95: quantiles?.[3] ?? null, bins }
  }
}
