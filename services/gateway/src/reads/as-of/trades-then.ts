import { type ProjectionTables, projectionTables } from '@papertape/store'
import { type SelectQueryBuilder, sql } from 'kysely'
import type { Projection } from '../coverage.ts'
import type { Moment } from './moment.ts'
import { NOT_ENDED } from './not-ended.ts'

/** Where in the ledger, or when by the trade’s own clock, it was entered or found not to be. */
const isListed = (moment: Moment) =>
  moment.kind === 'seq' ? sql`coalesce(entry_seq, exit_seq) <= ${moment.seq}` : sql`opened_at <= ${moment.time}`

/** Whether it had ended. What was never entered is listed once that is known, which is its end. */
const isEnded = (moment: Moment) =>
  moment.kind === 'seq' ? sql`exit_seq <= ${moment.seq}` : sql`entry_seq is null or exit_time <= ${moment.time}`

const column = (name: string) => {
  const itself = sql.ref(name)
  if (name === 'fees') return sql`case when is_ended then fees else entry_fee end as fees`
  if (!Object.hasOwn(NOT_ENDED, name)) return itself
  const before = NOT_ENDED[name as keyof typeof NOT_ENDED]
  return sql`case when is_ended then ${itself} else ${before === null ? sql`null` : sql.lit(before)} end as ${itself}`
}

const COLUMNS = sql.join(Object.keys(projectionTables.trades.columns).map(column))

/**
 * The trades that were listed at a moment, as they stood: in the place of their table, under its name. One that ended later is
 * open and has nothing of its end, but for `exit_seq` and `close_seq`, which are those of now, and {@link gapLater}.
 */
export const tradesThen = (moment: Moment) =>
  sql<ProjectionTables['trades']>`(
    select ${COLUMNS}, price_gap and not is_ended and exit_seq is not null as gap_later
    from projection.trades cross join lateral (select coalesce(${isEnded(moment)}, false) as is_ended) as ends
    where status <> 'WAITING' and (${isListed(moment)})
  )`.as('trades')

/** Whether the end of a trade, which came later, tells of a price gap: then only its entry in the ledger knows of its own. */
export const gapLater = sql<boolean>`gap_later`.as('gap_later')

/** Trades as they are, or as they stood at a moment. */
export const tradesOf = (
  projection: Projection,
  moment: Moment | undefined,
): SelectQueryBuilder<ProjectionTables, 'trades', object> =>
  moment === undefined ? projection.selectFrom('trades') : projection.selectFrom(tradesThen(moment))
