import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import readXlsx from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import type { Column, ExportRow } from '../src/exports/column.ts'
import { csvCell } from '../src/exports/csv.ts'
import { heldStream } from '../src/exports/held-stream.ts'
import { xlsx } from '../src/exports/xlsx.ts'

const columns: Column[] = [
  { name: 'word', kind: 'text' },
  { name: 'price', kind: 'number' },
  { name: 'sure', kind: 'boolean' },
  { name: 'at', kind: 'time' },
]

const onePage = async function* (rows: readonly ExportRow[]) {
  yield rows
}
const tableOf = async (rows: readonly ExportRow[]) => {
  const bytes = await buffer(
    Readable.from(xlsx('rows', columns, onePage(rows), [{ name: 'rows', kind: 'number', value: rows.length }])),
  )
  return (await readXlsx(bytes))[0]?.data ?? []
}

/** A cell as RFC 4180 reads it. */
const unquoted = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)

describe('a cell of CSV', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '\n='), fc.string())
      .map(([first, rest]) => first + rest),
  )
  it('holds any text, and none that a spreadsheet would run', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('text', 'number', 'time' as const), (given, kind) => {
        const cell = csvCell(given, { kind })
        const read = unquoted(cell)
        expect(read.replace(/^'/, '')).toBe(given.replace(/^'/, ''))
        expect(/^[=+@\t\r\n]/.test(read)).toBe(false)
        expect(read.startsWith('-') && !/^-\d/.test(read)).toBe(false)
        expect(cell.startsWith('"') || !/[",\n\r]/.test(cell)).toBe(true)
      }),
    )
  })
  it('leaves numbers numbers', () => {
    for (const number of ['-1', '-0.000000000000000001', '12345678901234567890.5'])
      expect(csvCell(number, { kind: 'number' })).toBe(number)
    expect(csvCell('-1+1', { kind: 'number' })).toBe("'-1+1")
    expect([
      csvCell(-5, { kind: 'text' }),
      csvCell(null, { kind: 'text' }),
      csvCell(false, { kind: 'boolean' }),
    ]).toEqual(['-5', '', 'false'])
  })
})

describe('a workbook', () => {
  it('is read as what was written, whatever somebody chose to call things', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            word: fc.string({ unit: 'grapheme' }).map((text) => `x${text.replaceAll(/\s/g, '_')}`),
            price: fc.oneof(fc.integer(), fc.constant('-0.5')),
            sure: fc.boolean(),
            at: fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
          }),
          { maxLength: 30 },
        ),
        async (rows) => {
          const [, ...table] = await tableOf(rows.map((row) => ({ ...row, at: row.at.toISOString() })))
          expect(table).toEqual(rows.map(({ word, price, sure, at }) => [word, Number(price), sure, at]))
        },
      ),
      { numRuns: 30 },
    )
  })
  it('holds any text but halves of characters, as a spreadsheet reads it', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '_',
        '_x',
        '_x000D_',
        '_x005F_',
        'x000d_',
        '\r',
        '\n',
        '\t',
        '\0',
        '\u0001',
        '\u0085',
        '\ufffe',
        '\uffff',
      ),
    )
    const text = fc.array(piece, { minLength: 1 }).map((pieces) => `<${pieces.join('')}>`)
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), async (words) => {
        const [, ...table] = await tableOf(words.map((word) => ({ word })))
        expect(table.map(([word]) => word)).toEqual(words)
      }),
      { numRuns: 100 },
    )
  })
  it('holds by its code what no XML may hold and what looks like one, and a formula as text', async () => {
    const [, ...table] = await tableOf([
      { word: '=1+1', price: 'no number', sure: null, at: 'no time' },
      { word: 'a\u0000b</t>' },
      { word: '_x000D_ \r \u0001 \uffff _x \ud800' },
    ])
    expect(table).toEqual([
      ['=1+1', 'no number', null, 'no time'],
      ['a\u0000b</t>', null, null, null],
      ['_x000D_ \r \u0001 \uffff _x \ufffd', null, null, null],
    ])
  })
})

describe('a held stream', () => {
  const content = async function* () {
    yield 'a'
    yield 'b'
  }
  it('lets go at the end of it, and when nobody wants it any more', async () => {
    for (const isRead of [true, false]) {
      const letGo = Promise.withResolvers<void>()
      const { head, stream } = await heldStream<string>(async (use) => {
        await use({ head: 'known', content: content() })
        letGo.resolve()
      })
      expect(head).toBe('known')
      if (isRead) expect((await buffer(stream)).toString()).toBe('ab')
      else stream.destroy()
      await letGo.promise
    }
  })
  it('fails as what was to be opened fails', async () => {
    const failing = heldStream(() => Promise.reject(new RangeError('no such table')))
    await expect(failing).rejects.toThrow('no such table')
  })
})
