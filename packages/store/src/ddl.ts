import { PROJECTION_VERSION, projectionTables } from './projection-tables.ts'
import type { Table } from './table.ts'

/** A schema that holds a projection: the live one, or one that is being built beside it. */
export type ProjectionSchema = 'projection' | 'projection_next'

const createTable = (schema: ProjectionSchema, name: string, { columns, key, indexes }: Table): string[] => {
  const definitions = Object.entries(columns).map(
    ([column, { sqlType, nullable }]) => `${column} ${sqlType}${nullable ? '' : ' not null'}`,
  )
  const keyIsNullable = key.some((column) => columns[column]?.nullable)
  const keyDefinition = `${keyIsNullable ? 'unique nulls not distinct' : 'primary key'} (${key.join(', ')})`
  return [
    `create table ${schema}.${name} (${[...definitions, keyDefinition].join(', ')})`,
    ...indexes.map((index) => `create index on ${schema}.${name} ${index}`),
  ]
}

/** The statements that make an empty projection, checkpoint at 0. `epoch` is the one parameter of the last statement. */
export const createProjectionStatements = (schema: ProjectionSchema): string[] => [
  `create schema ${schema}`,
  ...Object.entries(projectionTables).flatMap(([name, description]) => createTable(schema, name, description)),
  `insert into ${schema}.checkpoint (name, seq, ledger_epoch, epoch, version, as_of)
   values ('ledger', 0, null, $1, ${PROJECTION_VERSION}, null)`,
]
