import type { ProjectionTables } from '@papertape/store'
import { type ExpressionBuilder, type RawBuilder, sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import { whereAccepted } from '../trade-filters.ts'
import { DIGITS_MAX, short } from '../trade-statistics/spread.ts'
import type { Selection } from '../trade-statistics/where-closed.ts'

/** Whether something had happened to a trade by the moment. */
const byThen = ({ until }: Selection, seqColumn: string, timeColumn: string): RawBuilder<boolean> => {
  if (until === null) return sql<boolean>`${sql.ref(seqColumn)} is not null`
  return until.kind === 'seq'
    ? sql<boolean>`coalesce(${sql.ref(seqColumn)} <= ${until.seq}, false)`
    : sql<boolean>`coalesce(${sql.ref(seqColumn)} is not null and ${sql.ref(timeColumn)} <= ${until.time}, false)`
}

/** Accepted OPEN signals that match, up to the moment. */
export const whereSelected = (selection: Selection) => (eb: ExpressionBuilder<ProjectionTables, 'trades'>) =>
  eb.and([whereAccepted(selection.coverage, selection.filters)(eb), byThen(selection, 'accepted_seq', 'accepted_at')])

/** Whether it had been entered by then. */
export const entered = (selection: Selection): RawBuilder<boolean> => byThen(selection, 'entry_seq', 'entry_time')

const SIDE = sql`case direction when 'LONG' then 1 else -1 end`

/** The level that a trade closed at; none where it closed without reaching one. */
const LEVEL = sql`case status when 'CLOSED_TP' then take_profit when 'CLOSED_SL' then stop_loss end`

/** Cost in basis points of having been filled at `price` where `expected` was expected; + = cost on that leg. */
const costBps = (price: RawBuilder<unknown>, expected: RawBuilder<unknown>, leg: 1 | -1) =>
  sql`${sql.lit(leg)} * ${SIDE} * ((${price})::float8 - (${expected})::float8)
    / nullif((${expected})::float8, 0) * 10000`

/**
 * What became of each accepted OPEN signal by the moment, a row each: where it was entered at a price to be expected, how
 * far from it and at what notional, and the same of its exit.
 */
export const outcomes = (projection: Projection, selection: Selection) => {
  const isMissed = sql`status = 'NOT_ENTERED' and ${byThen(selection, 'exit_seq', 'opened_at')}`
  const isClosed = sql`status <> 'NOT_ENTERED' and ${byThen(selection, 'exit_seq', 'exit_time')}`
  const hasEntry = sql`${entered(selection)} and entry_rule = 'next_tick'
    and ${short('entry_price', 'signal_price', 'quantity')}`
  const hasExit = sql`${isClosed} and ${LEVEL} is not null
    and ${short('exit_price', 'quantity')} and length(${LEVEL}) <= ${sql.lit(DIGITS_MAX)}`
  return projection
    .selectFrom('trades')
    .select([
      'symbol',
      sql`substr(accepted_at, 12, 2)`.as('hour'),
      entered(selection).as('is_entered'),
      sql`case when ${isMissed} then missed_reason end`.as('missed'),
      sql`${isClosed}`.as('is_closed'),
      sql`price_gap and (${isMissed} or ${isClosed})`.as('price_gap'),
      sql`ambiguous and ${isClosed}`.as('ambiguous'),
      sql`case when ${hasEntry} then ${costBps(sql`entry_price`, sql`signal_price`, 1)} end`.as('entry_bps'),
      sql`case when ${hasEntry} then quantity::float8 * signal_price::float8 end`.as('entry_notional'),
      sql`case when ${hasExit} then ${costBps(sql`exit_price`, LEVEL, -1)} end`.as('exit_bps'),
      sql`case when ${hasExit} then quantity::float8 * (${LEVEL})::float8 end`.as('exit_notional'),
    ])
    .where(whereSelected(selection))
    .offset(0)
}
