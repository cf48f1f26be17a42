import type { ProjectionSchema } from './ddl.ts'
import { type ProjectionTableName, type ProjectionTables, projectionTables } from './projection-tables.ts'
import { storableText } from './storable-text.ts'
import type { Column, Table } from './table.ts'

const combined = (name: string, { combine, sqlType }: Column<unknown>): string => {
  if (combine === 'replace') return `${name} = excluded.${name}`
  if (sqlType !== 'text') return `${name} = t.${name} + excluded.${name}`
  return `${name} = trim_scale(t.${name}::numeric + excluded.${name}::numeric)::text`
}

/** One statement for any number of rows: an array per column. Rows of one call must differ in their keys. */
export const upsertStatement = (schema: ProjectionSchema, name: ProjectionTableName): string => {
  const { columns, key }: Table = projectionTables[name]
  const names = Object.keys(columns)
  const arrays = Object.values(columns).map(({ sqlType }, index) => `$${index + 1}::${sqlType}[]`)
  const updates = names.filter((column) => !key.includes(column)).map((column) => combined(column, columns[column]!))
  return `insert into ${schema}.${name} as t (${names.join(', ')}) select * from unnest(${arrays.join(', ')})
    on conflict (${key.join(', ')}) do update set ${updates.join(', ')}`
}

/** The parameters of {@link upsertStatement}: texts made storable, JSON as text. */
export const upsertParameters = <Name extends ProjectionTableName>(
  name: Name,
  rows: readonly WrittenRow<Name>[],
): unknown[][] => {
  const { columns }: Table = projectionTables[name]
  return Object.entries(columns).map(([column, { sqlType }]) =>
    rows.map((row) => {
      const value: unknown = row[column as keyof typeof row]
      if (typeof value === 'string' && sqlType === 'text') return storableText(value)
      return value
    }),
  )
}

/** Names of the columns that hold JSON. */
type JsonColumn = 'policy' | 'filters' | 'risk' | 'exit_days' | 'event' | 'trade_ids' | 'snapshot' | 'state'

/** A row as the fold hands it over: like a read one, but JSON columns are text already. */
export type WrittenRow<Name extends ProjectionTableName> = {
  [C in keyof ProjectionTables[Name]]: C extends JsonColumn ? string : ProjectionTables[Name][C]
}
