import type { OpsTables, Store } from '@papertape/store'
import { type Selectable, sql, type Transaction } from 'kysely'
import { insertReports, type NewReport } from './reports.ts'

/** How far reports and pushed updates have come, and whether they rest. */
export type Tracking = Omit<Selectable<OpsTables['performance_tracking']>, 'name'>

const FIELDS = [
  'paused',
  'update_count',
  'report_count',
  'last_update',
  'last_report',
  'clock_minute',
] as const satisfies (keyof Tracking)[]

/** Where reporting stands. */
export const readTracking = (store: Pick<Store, 'db'>): Promise<Tracking> =>
  store.db.withSchema('ops').selectFrom('performance_tracking').select(FIELDS).executeTakeFirstOrThrow()

/** Lets reports and pushed updates rest, or go on with what comes next. */
export const setPaused = async (store: Pick<Store, 'db'>, paused: boolean): Promise<void> => {
  await store.db.withSchema('ops').updateTable('performance_tracking').set({ paused }).execute()
}

/** What was done at one time: reports made, and whether an update was pushed. `now` is RFC 3339. */
export type Done = { reports: readonly NewReport[]; updated: boolean; now: string }

const keep = async (tx: Transaction<OpsTables>, { reports, updated, now }: Done): Promise<void> => {
  const made = await insertReports(tx, reports)
  const tracking = tx.withSchema('ops').updateTable('performance_tracking')
  if (made > 0) await tracking.set({ report_count: sql`report_count + ${made}`, last_report: now }).execute()
  if (updated) await tracking.set({ update_count: sql`update_count + 1`, last_update: now }).execute()
}

/** Stores what somebody asked for. */
export const recordForced = ({ db }: Pick<Store, 'db'>, done: Done): Promise<void> =>
  db.transaction().execute((tx) => keep(tx, done))

/**
 * Stores what was due up to a minute of the ledger's clock, all or nothing; answers whether it did. `from` is the minute up
 * to which everything was done when the work began: where that has moved, somebody else did it.
 */
export const recordDue = (
  { db }: Pick<Store, 'db'>,
  minutes: { from: string | null; to: string },
  done: Done,
): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .withSchema('ops')
      .updateTable('performance_tracking')
      .set({ clock_minute: minutes.to })
      .where('clock_minute', 'is not distinct from', minutes.from)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return false
    await keep(tx, done)
    return true
  })
