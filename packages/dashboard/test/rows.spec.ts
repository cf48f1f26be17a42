import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortable } from '../src/ui/column.ts'
import { csvOf } from '../src/ui/csv.ts'
import { held, sorted, sortOf, sortText } from '../src/ui/sorted.ts'

type Row = { key: string; value: number | null }
const columns = [
  { id: 'value', label: 'Value', cell: ({ value }: Row) => value, sortBy: ({ value }: Row) => value },
  { id: 'key', label: 'Key', cell: ({ key }: Row) => key },
]
const rowsOf = fc.uniqueArray(
  fc.record({ key: fc.string({ minLength: 1 }), value: fc.option(fc.integer({ min: 0, max: 5 })) }),
  { selector: ({ key }) => key, maxLength: 20 },
)
const keyOf = ({ key }: Row): string => key
const keysOf = (rows: readonly Row[]): string[] => rows.map(keyOf)

describe('rows in order', () => {
  it('are sorted both ways, those without a value last, equal ones as they came', () => {
    fc.assert(
      fc.property(rowsOf, fc.boolean(), (rows, descending) => {
        const ordered = sorted(rows, columns, { column: 'value', descending })
        expect(new Set(keysOf(ordered))).toEqual(new Set(keysOf(rows)))
        ordered.slice(1).forEach((row, at) => {
          const before = ordered[at]
          if (before === undefined) return
          if (before.value === null) expect(row.value).toBeNull()
          else if (row.value !== null && row.value !== before.value) expect(row.value > before.value).toBe(!descending)
          else if (row.value === before.value) expect(rows.indexOf(before)).toBeLessThan(rows.indexOf(row))
        })
      }),
    )
  })

  it('stay as they came without an order, by an unknown column, and by one that has none', () => {
    const rows = [
      { key: 'b', value: 2 },
      { key: 'a', value: 1 },
    ]
    for (const text of [null, 'nothing', '-key']) expect(sorted(rows, columns, sortOf(text))).toBe(rows)
  })

  it('have an order that the address can say', () => {
    for (const text of ['pnl', '-pnl']) expect(sortText(sortOf(text) ?? { column: '', descending: false })).toBe(text)
  })

  it('sort amounts by their size, and what is none last', () => {
    expect(['10', '9.5', '-1', null, 'x'].map(sortable)).toEqual([10, 9.5, -1, null, null])
  })
})

describe('rows that are held', () => {
  it('stay where they are with their newest values; the rest waits', () => {
    const before = ['a', 'b', 'c']
    const now = [
      { key: 'd', value: 9 },
      { key: 'c', value: 3 },
      { key: 'a', value: 1 },
    ]
    const { rows, waiting } = held(before, now, keyOf)
    expect(rows).toEqual([now[2], now[1]])
    expect(waiting).toBe(3)
  })

  it('never show a row twice or one that has gone, and wait for nothing once their order is that of now', () => {
    fc.assert(
      fc.property(rowsOf, rowsOf, (before, now) => {
        const { rows } = held(keysOf(before), now, keyOf)
        expect(new Set(keysOf(rows)).size).toBe(rows.length)
        for (const row of rows) expect(now).toContain(row)
        expect(held(keysOf(now), now, keyOf)).toEqual({ rows: now, waiting: 0 })
      }),
    )
  })
})

describe('CSV', () => {
  /** Reads CSV again as RFC 4180 says. */
  const parsed = (text: string): string[][] => {
    const rows: string[][] = [[]]
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
      rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
      if (end === '\r\n') rows.push([])
    }
    return rows.slice(0, -1)
  }

  it('gives back what was put in', () => {
    const cell = fc.string({ maxLength: 8 }).map((text) => text.replace(/^[=+\-@\t\r]/, 'x'))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
        expect(parsed(csvOf(rows))).toEqual(rows)
      }),
    )
  })

  it('lets no text be a formula, and leaves numbers alone', () => {
    expect(csvOf([['=1+1', '@x', '+x', '-x', '-1.50', 2.5, null]])).toBe("'=1+1,'@x,'+x,'-x,-1.50,2.5,\r\n")
  })
})
