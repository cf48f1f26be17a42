import type { Snapshot } from '@papertape/store'
import type { Gateway } from '../gateway.ts'
import type { Coverage } from '../reads/coverage.ts'
import type { StandingKpi } from '../reads/kpi/newest.ts'
import type { Column, ExportRow } from './column.ts'

/** What rows are read in: one snapshot of the projection. */
export type ExportContext = Snapshot & { coverage: Coverage; gateway: Pick<Gateway, 'board' | 'tape'>; now: string }

/** What rows of figures are read in: those that stand at the moment asked for. */
export type RecordContext = ExportContext & { standing: StandingKpi }

/** Rows that can be exported: how many match, and all of them page by page, in the order of their list. */
export type RowSource<Query, Context = ExportContext> = {
  columns: readonly Column[]
  count: (context: Context, query: Query) => Promise<number>
  pages: (context: Context, query: Query) => AsyncIterable<readonly ExportRow[]>
}

/** Rows read and written at once: few enough that nobody else has to wait for it. */
export const PAGE_ROWS = 250

/** All pages of a list that is read by cursors. */
export async function* pagesBy<Row>(
  read: (cursor: string | undefined) => Promise<{ rows: readonly Row[]; next: string | null }>,
): AsyncGenerator<readonly Row[]> {
  let cursor: string | undefined
  do {
    const { rows, next } = await read(cursor)
    yield rows
    cursor = next ?? undefined
  } while (cursor !== undefined)
}
