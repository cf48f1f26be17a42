import type { ProjectionSchema } from './ddl.ts'
import { type ProjectionTableName, type ProjectionTables, projectionTables } from './projection-tables.ts'
import { storableText } from './storable-text.ts'
import type { Column, Table } from './table.ts'

const combined = (name: string, { combine, sqlType }: Column<unknown>): string => {
  if (combine === 'replace') return `${name} = excluded.${name}`
  if (sqlType !== 'text') return `${name} = t.${name} + excluded.${name}`
  return `${name} = trim_scale(t.${name}::numeric + excluded.${name}::numeric)::text`
}

/**
 * Texts and JSON travel as one text per column, cut apart by the server: an array's literal, in which every quote of every
 * JSON document is escaped, takes twice the server's time and eight times ours. Valid JSON and storable texts hold no
 * such characters.
 */
const END = '\x1e'
const NULL = '\x1f'

const isTextual = ({ sqlType }: Column<unknown>): boolean => sqlType === 'text' || sqlType === 'json'

const arrayOf = (column: Column<unknown>, place: number): string =>
  isTextual(column)
    ? `trim_array(string_to_array($${place}, E'\\x1e', E'\\x1f'), 1)::${column.sqlType}[]`
    : `$${place}::${column.sqlType}[]`

/** One statement for any number of rows: an array per column. Rows of one call must differ in their keys. */
export const upsertStatement = (schema: ProjectionSchema, name: ProjectionTableName): string => {
  const { columns, key }: Table = projectionTables[name]
  const names = Object.keys(columns)
  const arrays = Object.values(columns).map((column, index) => arrayOf(column, index + 1))
  const updates = names.filter((column) => !key.includes(column)).map((column) => combined(column, columns[column]!))
  return `insert into ${schema}.${name} as t (${names.join(', ')}) select * from unnest(${arrays.join(', ')})
    on conflict (${key.join(', ')}) do update set ${updates.join(', ')}`
}

const joined = (values: readonly unknown[], isText: boolean): string => {
  let all = ''
  for (const value of values) {
    all += typeof value !== 'string' ? NULL : isText ? storableText(value) : value
    all += END
  }
  return all
}

/** The parameters of {@link upsertStatement}: one per column. */
export const upsertParameters = <Name extends ProjectionTableName>(
  name: Name,
  rows: readonly WrittenRow<Name>[],
): unknown[] => {
  const { columns }: Table = projectionTables[name]
  return Object.entries(columns).map(([column, description]) => {
    const values = rows.map((row): unknown => row[column as keyof typeof row])
    return isTextual(description) ? joined(values, description.sqlType === 'text') : values
  })
}

/** Names of the columns that hold JSON. */
type JsonColumn =
  | 'policy'
  | 'filters'
  | 'risk'
  | 'exit_days'
  | 'event'
  | 'trade_ids'
  | 'snapshot'
  | 'state'
  | 'thresholds'

/** A row as the fold hands it over: like a read one, but JSON columns are text already. */
export type WrittenRow<Name extends ProjectionTableName> = {
  [C in keyof ProjectionTables[Name]]: C extends JsonColumn ? string : ProjectionTables[Name][C]
}
