import { randomUUID } from 'node:crypto'
import { type BotMode, eventIdOf } from '@papertape/events'
import type { OpsTables, Scope, Snapshot, Store } from '@papertape/store'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { ReportContent } from './read-report.ts'
import type { Subject } from './subject.ts'

/** A stored report without its content. */
export type StoredReport = Omit<Selectable<OpsTables['reports']>, 'content' | 'place'>

/** A report as it is made, before it is stored. */
export type NewReport = StoredReport & { content: string }

/** What of a report everybody who may read it sees in lists. */
const REPORT_FIELDS = [
  'report_id',
  'scope',
  'mode',
  'public',
  'kind',
  'due_at',
  'as_of_seq',
  'as_of_time',
  'created_at',
  'title',
] as const satisfies (keyof StoredReport)[]

/**
 * A report as it is stored. `dueAt` is the moment of the ledger's clock that asked for it; `null` = somebody did. Two
 * instances that make the same scheduled report give it the same id.
 */
export const newReport = (
  { scope, mode, bot }: Subject,
  { seq, as_of }: Snapshot['checkpoint'],
  content: ReportContent,
  { dueAt, now }: { dueAt: string | null; now: string },
): NewReport => ({
  report_id: dueAt === null ? randomUUID() : eventIdOf('report', scope, dueAt),
  scope,
  mode,
  public: bot?.public ?? true,
  kind: dueAt === null ? 'forced' : 'scheduled',
  due_at: dueAt,
  as_of_seq: seq,
  as_of_time: as_of,
  created_at: now,
  title: content.sheet.title,
  content: JSON.stringify(content),
})

/** Stores reports that are not there yet; answers how many those were. */
export const insertReports = async (tx: Transaction<OpsTables>, reports: readonly NewReport[]): Promise<number> => {
  let inserted = 0
  for (const report of reports) {
    const { numInsertedOrUpdatedRows } = await tx
      .withSchema('ops')
      .insertInto('reports')
      .values(report)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    inserted += Number(numInsertedOrUpdatedRows ?? 0n)
  }
  return inserted
}

/** Which reports a list is of: those of one mode, perhaps of one scope alone. */
export type ReportFilter = {
  mode: BotMode
  scope?: Scope | undefined
  kind?: StoredReport['kind'] | undefined
  /** Sees those of private bots. */
  operator: boolean
}

const ops = (store: Pick<Store, 'db'>): Kysely<OpsTables> => store.db.withSchema('ops')

/** One page of reports, newest first, with their places; those of private bots are there for operators only. */
export const listReports = (
  store: Pick<Store, 'db'>,
  { mode, scope, kind, operator }: ReportFilter,
  page: { before: number | null; limit: number },
): Promise<(StoredReport & { place: number })[]> =>
  ops(store)
    .selectFrom('reports')
    .select([...REPORT_FIELDS, 'place'])
    .where('mode', '=', mode)
    .$if(!operator, (reports) => reports.where('public', '=', true))
    .$if(scope !== undefined, (reports) => reports.where('scope', '=', scope ?? ''))
    .$if(kind !== undefined, (reports) => reports.where('kind', '=', kind ?? 'forced'))
    .$if(page.before !== null, (reports) => reports.where('place', '<', page.before ?? 0))
    .orderBy('place', 'desc')
    .limit(page.limit)
    .execute()

/** A stored report with its content, or `undefined` where there is none. */
export const findReport = async (
  store: Pick<Store, 'db'>,
  reportId: string,
): Promise<(StoredReport & { content: ReportContent }) | undefined> => {
  const row = await ops(store)
    .selectFrom('reports')
    .select([...REPORT_FIELDS, 'content'])
    .where('report_id', '=', reportId)
    .executeTakeFirst()
  // Written by `newReport` alone.
  return row === undefined ? undefined : { ...row, content: row.content as ReportContent }
}
