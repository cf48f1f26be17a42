/** How a column's value is combined with the one stored before: replaced, or added to it. */
type Combine = 'replace' | 'add'

/** One column of a projection table. `Value` is what a reader gets; the rest is what PostgreSQL needs to know. */
export type Column<Value> = {
  sqlType: 'text' | 'bigint' | 'integer' | 'boolean' | 'double precision' | 'json'
  nullable: boolean
  combine: Combine
  /** Carries the reader's type; there is no value behind it. */
  readonly value?: Value
}

const column = <Value>(sqlType: Column<Value>['sqlType'], nullable: boolean): Column<Value> => ({
  sqlType,
  nullable,
  combine: 'replace',
})

/** Names, ids, times (RFC 3339 UTC with milliseconds, so they sort as text) and decimals (shortest exact text). */
export const text = <Value extends string = string>() => column<Value>('text', false)
export const textOrNull = <Value extends string = string>() => column<Value | null>('text', true)

/** Ledger and stream sequences; read as `number`. */
export const sequence = () => column<number>('bigint', false)
export const sequenceOrNull = () => column<number | null>('bigint', true)

export const integer = () => column<number>('integer', false)
export const boolean = () => column<boolean>('boolean', false)

/** A double; JSON numbers such as a confidence or an alarm's figure. */
export const double = () => column<number>('double precision', false)
export const doubleOrNull = () => column<number | null>('double precision', true)

/**
 * A JSON document, kept as the very text that was written. Not `jsonb`, which refuses `\u0000` and lone surrogates: both
 * are legal in what integrators send, and no input may stop the projection.
 */
export const json = <Value>() => column<Value>('json', false)

/** A count that each change adds to: the table needs no reading before writing, and memory none of its rows. */
export const count = (): Column<number> => ({ ...column<number>('bigint', false), combine: 'add' })

/** A sum of decimals that each change adds to, exactly. */
export const sum = (): Column<string> => ({ ...column<string>('text', false), combine: 'add' })

export type Columns = Record<string, Column<unknown>>

/**
 * How a table lies in partitions, one per value of a text column that its key holds and that follows from a row's time:
 * what is too old goes as a whole.
 */
export type Lanes = {
  column: string
  /** The lane of a time. Lanes sort as their times do. */
  of(time: string): string
  /** A partition that is always there and sorts behind every lane of a time. */
  fixed: string
  /** The oldest lane that counts at a minute of the clock: older rows are to be passed over, until they are dropped. */
  keptFrom(now: string): string
}

/** A table of the projection: the one description that DDL, kysely types, upserts and comparison derive from. */
export type Table = {
  columns: Columns
  /** What makes a row the same row. May hold nullable columns; null then equals null. */
  key: readonly string[]
  /** Bodies of `create index`, such as `(bot_id) where status = 'OPEN'`. */
  indexes: readonly string[]
  /** Absent where the table is in one piece. */
  lanes?: Lanes
  /** Rows that every batch writes again, keys the same: room is left beside them, and nothing is compressed each time. */
  rewritten?: boolean
}

/** Describes a table; the key may only name its columns. */
export const table = <C extends Columns>(description: {
  columns: C
  key: readonly (keyof C & string)[]
  indexes: readonly string[]
  lanes?: Lanes & { column: keyof C & string }
  rewritten?: boolean
}): Omit<Table, 'columns'> & { columns: C } => description

/** A row as read and as written. */
export type Row<T extends { columns: Columns }> = { [Name in keyof T['columns']]: ValueOf<T['columns'][Name]> }
type ValueOf<C> = C extends Column<infer Value> ? Value : never
