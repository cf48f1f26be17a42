import { rollingReturn } from '@papertape/metrics'
import { decimal, formatDecimal, ONE, quotient } from '@papertape/money'
import { sql } from 'kysely'
import { z } from 'zod'
import { asOfField, fillPeriod, oneSymbolField, queryFields } from '../../http/query-fields.ts'
import type { Coverage, Projection } from '../coverage.ts'
import type { StandingKpi } from '../kpi/newest.ts'

/** A bot or a mode, what it is compared with, and when. */
export const benchmarkQuery = z.strictObject({
  bot_id: queryFields.bot_id,
  mode: queryFields.mode,
  symbol: oneSymbolField,
  ...fillPeriod,
  as_of: asOfField,
})

type Query = z.output<typeof benchmarkQuery>
type Scope = { projection: Projection; coverage: Coverage; seq: number }
type Instrument = { symbol: string; venue: string; market_type: 'SPOT' | 'FUTURES' }

const TRADES_MAX = 50_000
const POINTS_MAX = 1000

/** The newest trades that were entered by then, as many as one question may read. */
const newestTrades = ({ coverage: { bot_id, mode }, seq }: Scope, and = sql``) => sql`
  select symbol, venue, market_type, entry_time, entry_price, exit_time, exit_price, entry_seq, exit_seq, opened_at
  from projection.trades
  where ${bot_id === null ? sql`public and mode = ${mode} and status <> 'WAITING'` : sql`bot_id = ${bot_id}`}
    and entry_seq <= ${seq} ${and}
  order by opened_at desc, accepted_seq desc limit ${TRADES_MAX}`

/** What was traded most, of instruments traded as often the first by name. */
const mostTraded = async (scope: Scope, symbol: string | undefined): Promise<Instrument | undefined> => {
  const named = symbol === undefined ? sql`` : sql`and symbol = ${symbol}`
  const { rows } = await sql<Instrument>`
    select symbol, venue, market_type from (${newestTrades(scope, named)}) newest
    group by symbol, venue, market_type order by count(*) desc, symbol, venue, market_type limit 1`.execute(
    scope.projection,
  )
  return rows[0]
}

type Fill = { time: string; price: string }
/** Some fills of `n`, those of `trades` trades. */
type Fills = { fills: Fill[]; n: number; trades: number }

/** The first fill, the last, and the lowest and highest of each of so many equal stretches. */
const STRETCHES = (POINTS_MAX - 2) / 2

/** The prices at which an instrument was entered and left, in order of time, as many as an answer shows. */
const readFills = async (
  scope: Scope,
  { symbol, venue, market_type }: Instrument,
  { from, to }: Query,
): Promise<Fills> => {
  const own = sql`and symbol = ${symbol} and venue = ${venue} and market_type = ${market_type}`
  const { rows } = await sql<Fill & { n: number; trades: number }>`
    with newest as (${newestTrades(scope, own)}),
    fills as (
      select entry_time as time, entry_price as price, entry_seq as seq from newest
      union all
      select exit_time, exit_price, exit_seq from newest where exit_price is not null and exit_seq <= ${scope.seq}
    ),
    placed as (
      select time, price, price::numeric as height, row_number() over in_time as place,
        ntile(${sql.lit(STRETCHES)}) over in_time as stretch, (count(*) over ())::int as n
      from fills
      where true ${from === undefined ? sql`` : sql`and time >= ${from}`} ${to === undefined ? sql`` : sql`and time < ${to}`}
      window in_time as (order by time, seq)
    )
    select time, price, n, (select count(*)::int from newest) as trades from (
      (select distinct on (stretch) time, price, n, place from placed order by stretch, height, place)
      union
      (select distinct on (stretch) time, price, n, place from placed order by stretch, height desc, place desc)
      union
      select time, price, n, place from placed where place in (1, n)
    ) kept
    order by place`.execute(scope.projection)
  return {
    fills: rows.map(({ time, price }) => ({ time, price })),
    n: rows[0]?.n ?? 0,
    trades: rows[0]?.trades ?? 0,
  }
}

/** What a bot started with, or all bots of a portfolio together that had joined by then. */
const startValue = async ({ projection, coverage: { bot_id, mode }, seq }: Scope): Promise<bigint> => {
  const bots = projection.selectFrom('bots').select('initial_capital')
  const rows = await (bot_id === null
    ? bots.where('mode', '=', mode).where('public', '=', true).where('registered_seq', '<=', seq)
    : bots.where('bot_id', '=', bot_id)
  ).execute()
  return rows.reduce((sum, bot) => sum + decimal(bot.initial_capital), 0n)
}

const pointsOf = (fills: readonly Fill[], start: bigint) => {
  const base = fills[0]?.price ?? '0'
  return fills.map(({ time, price }) => ({
    time,
    price,
    value: formatDecimal(quotient(start * decimal(price), decimal(base) * ONE)),
    return_pct: rollingReturn(base, price).value ?? 0,
  }))
}

const qualityOf = (n: number) =>
  n > 1 ? {} : { return_pct: { n, state: 'undefined', reason: n === 0 ? 'NO_TRADES' : 'TOO_FEW' } }

/** What holding the instrument that was traded most, or the one that was named, would have come to. */
export const readBenchmark = async (
  { projection, coverage, standing }: { projection: Projection; coverage: Coverage; standing: StandingKpi },
  query: Query,
) => {
  const scope = { projection, coverage, seq: standing.seq }
  const instrument = await mostTraded(scope, query.symbol)
  const start = await startValue(scope)
  const { fills, n, trades } =
    instrument === undefined ? { fills: [], n: 0, trades: 0 } : await readFills(scope, instrument, query)
  const points = pointsOf(fills, start)
  return {
    data: {
      symbol: instrument?.symbol ?? query.symbol ?? null,
      venue: instrument?.venue ?? null,
      market_type: instrument?.market_type ?? null,
      basis: 'fills',
      start_value: formatDecimal(start),
      points,
      return_pct: n > 1 ? (points.at(-1)?.return_pct ?? null) : null,
      fills: n,
      truncated: trades >= TRADES_MAX,
      quality: qualityOf(n),
    },
  }
}
