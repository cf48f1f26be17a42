import { type Cell, textOf } from './cell.ts'
import { DataError } from './data-error.ts'

/** One column that was found: where, and under which name. */
export type Column = { index: number; name: string }

/** The named columns of a table. Names count without case, and with `_` for whatever is no letter or digit. */
export type Header = {
  /** As they stand in the file. */
  names: readonly string[]
  /** The first of these names that a column has. */
  find: (...aliases: readonly string[]) => Column | null
  /** Every column that has one of these names. */
  findAll: (...aliases: readonly string[]) => Column[]
}

const NAMES_SHOWN_MAX = 20

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')

/** @throws DataError where a column that is asked for stands twice. */
export const createHeader = (cells: readonly Cell[]): Header => {
  const names = cells.map(textOf)
  const places = new Map<string, number[]>()
  names.forEach((name, index) => places.set(plain(name), [...(places.get(plain(name)) ?? []), index]))
  const find = (...aliases: readonly string[]): Column | null => {
    for (const alias of aliases) {
      const [index, second] = places.get(alias) ?? []
      if (index === undefined) continue
      const name = names[index] || alias
      if (second !== undefined) throw new DataError('stands twice in the header', null, name)
      return { index, name }
    }
    return null
  }
  return {
    names,
    find,
    findAll: (...aliases) => aliases.flatMap((alias) => find(alias) ?? []),
  }
}

/** The columns as an error lists them. */
export const listOf = ({ names }: Header): string => {
  const shown = names.slice(0, NAMES_SHOWN_MAX).map((name) => (name === '' ? '(unnamed)' : name.slice(0, 40)))
  return `${shown.join(', ')}${names.length > shown.length ? `, … (${names.length} in all)` : ''}`
}
