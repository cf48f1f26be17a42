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
type Scope = { projection: Projection; coverage: Coverage; seq: number; period: Pick<Query, 'from' | 'to'> }
type MarketType = 'SPOT' | 'FUTURES'
/** What has one price, whatever kind of market it was traded as. */
type Instrument = { symbol: string; venue: string }

const TRADES_MAX = 50_000
const POINTS_MAX = 1000

/** Whether a fill lies in the period asked for. */
const isIn = ({ from, to }: Scope['period'], time: string) => sql`${sql.ref(time)} is not null
  ${from === undefined ? sql`` : sql`and ${sql.ref(time)} >= ${from}`}
  ${to === undefined ? sql`` : sql`and ${sql.ref(time)} < ${to}`}`

/** The newest trades with a fill in the period that was there by then, as many as one question may read. */
const newestTrades = ({ coverage: { bot_id, mode }, seq, period }: Scope, and = sql``) => sql`
  select symbol, venue, market_type, entry_time, entry_price, exit_time, exit_price, entry_seq, exit_seq, opened_at
  from projection.trades
  where ${bot_id === null ? sql`public and mode = ${mode} and status <> 'WAITING'` : sql`bot_id = ${bot_id}`}
    and entry_seq <= ${seq} ${and}
    and ((${isIn(period, 'entry_time')}) or (exit_price is not null and exit_seq <= ${seq} and ${isIn(period, 'exit_time')}))
  order by opened_at desc, accepted_seq desc limit ${TRADES_MAX}`

/** What most of the trades are of that were entered or left in the period, of instruments traded as often the first by name. */
const mostTraded = async (scope: Scope, symbol: string | undefined): Promise<Instrument | undefined> => {
  const named = symbol === undefined ? sql`` : sql`and symbol = ${symbol}`
  const { rows } = await sql<Instrument>`
    select symbol, venue from (${newestTrades(scope, named)}) newest
    group by symbol, venue order by count(*) desc, symbol, venue limit 1`.execute(scope.projection)
  return rows[0]
}

type Fill = { time: string; price: string }
/** Some fills of `n`, those of `trades` trades, and the kind of market if it is the same for all. */
type Fills = { fills: Fill[]; n: number; trades: number; market_type: MarketType | null }

const NO_FILLS: Fills = { fills: [], n: 0, trades: 0, market_type: null }

/** The first fill, the last, and the lowest and highest of each of so many equal stretches. */
const STRETCHES = (POINTS_MAX - 2) / 2

/** The prices at which an instrument was entered and left, in order of time, as many as an answer shows. */
const readFills = async (scope: Scope, { symbol, venue }: Instrument): Promise<Fills> => {
  const own = sql`and symbol = ${symbol} and venue = ${venue}`
  const { rows } = await sql<Fill & Omit<Fills, 'fills'>>`
    with newest as (${newestTrades(scope, own)}),
    fills as (
      select entry_time as time, entry_price as price, entry_seq as seq from newest
      union all
      select exit_time, exit_price, exit_seq from newest where exit_price is not null and exit_seq <= ${scope.seq}
    ),
    placed as (
      select time, price, price::numeric as height, row_number() over in_time as place,
        ntile(${sql.lit(STRETCHES)}) over in_time as stretch, (count(*) over ())::int as n
      from fills where ${isIn(scope.period, 'time')}
      window in_time as (order by time, seq)
    )
    select time, price, n, (select count(*)::int from newest) as trades,
      (select case when count(distinct market_type) = 1 then min(market_type) end from newest) as market_type
    from (
      (select distinct on (stretch) time, price, n, place from placed order by stretch, height, place)
      union
      (select distinct on (stretch) time, price, n, place from placed order by stretch, height desc, place desc)
      union
      select time, price, n, place from placed where place in (1, n)
    ) kept
    order by place`.execute(scope.projection)
  const [first] = rows
  return first === undefined ? NO_FILLS : { ...first, fills: rows.map(({ time, price }) => ({ time, price })) }
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

/** What holding the instrument that was traded most in the period, or the one that was named, would have come to. */
export const readBenchmark = async (
  { projection, coverage, standing }: { projection: Projection; coverage: Coverage; standing: StandingKpi },
  query: Query,
) => {
  const { symbol, from, to } = query
  const scope = { projection, coverage, seq: standing.seq, period: { from, to } }
  const instrument = await mostTraded(scope, symbol)
  const start = await startValue(scope)
  const { fills, n, trades, market_type } = instrument === undefined ? NO_FILLS : await readFills(scope, instrument)
  const points = pointsOf(fills, start)
  return {
    data: {
      symbol: instrument?.symbol ?? symbol ?? null,
      venue: instrument?.venue ?? null,
      market_type,
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
