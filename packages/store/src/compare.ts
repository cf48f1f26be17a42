import { CompiledQuery } from 'kysely'
import type { Executor } from './changes.ts'
import type { ProjectionSchema } from './ddl.ts'
import { clockMinute } from './partitions.ts'
import { type ProjectionTableName, projectionTables } from './projection-tables.ts'
import type { Table } from './table.ts'

/** One table of two projections side by side; `differences` holds the first few, in order of the key. */
export type TableComparison = {
  table: ProjectionTableName
  rows: number
  differing: number
  differences: { key: string; live: string | null; rebuilt: string | null }[]
}

type KeyedRow = { key: (string | null)[]; content: string }

const PAGE = 2000
const SHOWN = 3

/** Columns that name an incarnation of the projection and so differ by nature. */
const INCARNATION: Partial<Record<ProjectionTableName, string[]>> = { checkpoint: ['epoch'] }

const byBytes = (a: string, b: string): number => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)))

/** The order of PostgreSQL's `collate "C"`, nulls last. */
const compareKeys = (a: (string | null)[], b: (string | null)[]): number => {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? null
    if (left === right) continue
    if (left === null) return 1
    if (right === null) return -1
    return byBytes(left, right)
  }
  return 0
}

/** Which rows of a table count at its own clock: what is older may have been dropped here and not yet there. */
const counting = async (db: Executor, schema: ProjectionSchema, { lanes }: Table): Promise<string> => {
  const now = lanes === undefined ? null : await clockMinute(db, schema)
  if (lanes === undefined || now === null) return ''
  return `where t.${lanes.column} >= '${lanes.keptFrom(now)}' or t.${lanes.column} = '${lanes.fixed}'`
}

/** All rows of a table that count, in order of its key, a page at a time by a cursor: needs an open transaction. */
async function* rowsOf(db: Executor, schema: ProjectionSchema, name: ProjectionTableName): AsyncGenerator<KeyedRow> {
  const description: Table = projectionTables[name]
  const { columns, key } = description
  const shown = Object.keys(columns).filter((column) => !INCARNATION[name]?.includes(column))
  const keyTexts = key.map((column) => `t.${column}::text collate "C"`)
  const cursor = `compare_${schema}_${name}`
  const select = `select array[${key.map((column) => `t.${column}::text`).join(', ')}] as key,
    row_to_json(shown)::text as content from ${schema}.${name} t, lateral (select ${shown.map((c) => `t.${c}`).join(', ')}) shown
    ${await counting(db, schema, description)} order by ${keyTexts.join(', ')}`
  await db.executeQuery(CompiledQuery.raw(`declare ${cursor} no scroll cursor for ${select}`))
  for (;;) {
    const { rows } = await db.executeQuery<KeyedRow>(CompiledQuery.raw(`fetch ${PAGE} from ${cursor}`))
    yield* rows
    if (rows.length < PAGE) break
  }
  await db.executeQuery(CompiledQuery.raw(`close ${cursor}`))
}

/**
 * Compares one table of the live projection, as `live` sees it, with the rebuilt one as `rebuilt` sees it, row by row in
 * full. Both must be in a transaction, and partitions kept since before the older one began. Memory does not grow with the table.
 */
export const firstDifferences = async (
  live: Executor,
  rebuilt: Executor,
  table: ProjectionTableName,
): Promise<TableComparison> => {
  const result: TableComparison = { table, rows: 0, differing: 0, differences: [] }
  const differs = (key: (string | null)[], liveRow: string | null, rebuiltRow: string | null) => {
    result.differing += 1
    if (result.differences.length < SHOWN) {
      result.differences.push({ key: key.map((part) => part ?? 'null').join(' '), live: liveRow, rebuilt: rebuiltRow })
    }
  }
  const left = rowsOf(live, 'projection', table)
  const right = rowsOf(rebuilt, 'projection_next', table)
  let a = await left.next()
  let b = await right.next()
  while (a.done !== true || b.done !== true) {
    const order = a.done === true ? 1 : b.done === true ? -1 : compareKeys(a.value.key, b.value.key)
    result.rows += 1
    if (order === 0 && a.done !== true && b.done !== true) {
      if (a.value.content !== b.value.content) differs(a.value.key, a.value.content, b.value.content)
      ;[a, b] = await Promise.all([left.next(), right.next()])
    } else if (order < 0 && a.done !== true) {
      differs(a.value.key, a.value.content, null)
      a = await left.next()
    } else if (b.done !== true) {
      differs(b.value.key, null, b.value.content)
      b = await right.next()
    }
  }
  return result
}
