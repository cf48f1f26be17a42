/** What a column holds. `number` may come as exact decimal text; it is written as a number either way. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'time' | 'day'
export type Column = { readonly name: string; readonly kind: ColumnKind }

const FORMS: Readonly<Partial<Record<ColumnKind, RegExp>>> = {
  number: /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/,
  time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
  day: /^\d{4}-\d\d-\d\d$/,
}

/** What a text is, which in a column of another kind may be anything that somebody sent. */
export const kindOf = (text: string, { kind }: Pick<Column, 'kind'>): ColumnKind =>
  FORMS[kind]?.test(text) === true ? kind : 'text'

/** A row by the names of its columns; `null` where something is not known. */
export type ExportRow = Readonly<Record<string, unknown>>

/** Columns by their names; `kinds` says what is no text. */
export const columnsOf = (names: readonly string[], kinds: Readonly<Partial<Record<string, ColumnKind>>>): Column[] =>
  names.map((name) => ({ name, kind: kinds[name] ?? 'text' }))
