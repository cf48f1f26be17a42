import { PROJECTION_VERSION, projectionTables } from './projection-tables.ts'
import type { Lanes, Table } from './table.ts'

/** A schema that holds a projection: the live one, or one that is being built beside it. */
export type ProjectionSchema = 'projection' | 'projection_next'

/** The name of a table's partition for a lane, which is a day, a month or a word. */
export const partitionName = (table: string, lane: string): string => `${table}_${lane.replaceAll('-', '_')}`

/**
 * The statements that add an empty partition. It is made on its own and then attached, which keeps out neither readers nor
 * writers of the table.
 */
export const createPartitionStatements = (schema: ProjectionSchema, table: string, lane: string): string[] => {
  const name = `${schema}.${partitionName(table, lane)}`
  return [
    `create table ${name} (like ${schema}.${table})`,
    `alter table ${schema}.${table} attach partition ${name} for values in ('${lane}')`,
  ]
}

const partitioned = (lanes: Lanes | undefined): string =>
  lanes === undefined ? '' : ` partition by list (${lanes.column})`

/**
 * With room in the page, a new version of a row stays beside the old one and no index hears of it; and what fits a page is
 * not packed and moved elsewhere each time.
 */
const REWRITTEN = ' with (fillfactor = 60, toast_tuple_target = 8160)'

const createTable = (schema: ProjectionSchema, name: string, description: Table): string[] => {
  const { columns, key, indexes, lanes, rewritten = false } = description
  const json = Object.keys(columns).filter((column) => columns[column]?.sqlType === 'json')
  const definitions = Object.entries(columns).map(
    ([column, { sqlType, nullable }]) => `${column} ${sqlType}${nullable ? '' : ' not null'}`,
  )
  const keyIsNullable = key.some((column) => columns[column]?.nullable)
  const keyDefinition = `${keyIsNullable ? 'unique nulls not distinct' : 'primary key'} (${key.join(', ')})`
  return [
    `create table ${schema}.${name} (${[...definitions, keyDefinition].join(', ')})${partitioned(lanes)}${rewritten ? REWRITTEN : ''}`,
    ...(rewritten ? json : []).map((column) => `alter table ${schema}.${name} alter ${column} set storage external`),
    ...indexes.map((index) => `create index on ${schema}.${name} ${index}`),
    ...(lanes === undefined ? [] : createPartitionStatements(schema, name, lanes.fixed)),
  ]
}

/** The statements that make an empty projection, checkpoint at 0. `epoch` is the one parameter of the last statement. */
export const createProjectionStatements = (schema: ProjectionSchema): string[] => [
  `create schema ${schema}`,
  ...Object.entries(projectionTables).flatMap(([name, description]) => createTable(schema, name, description)),
  `insert into ${schema}.checkpoint (name, seq, ledger_epoch, epoch, version, as_of)
   values ('ledger', 0, null, $1, ${PROJECTION_VERSION}, null)`,
]
