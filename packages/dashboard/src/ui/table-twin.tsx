import type { AsOf } from '@papertape/client'
import type { JSX } from 'preact'
import { locale } from '../format/number.ts'
import { csvOf } from './csv.ts'

/** What a chart shows, as rows: plain values, as exact as they were told. */
export type Table = {
  caption: string
  columns: readonly string[]
  rows: readonly (readonly (string | number | null)[])[]
}

/** A chart’s table, for everybody who would rather read. */
export const TableTwin = ({ table }: { table: Table }): JSX.Element => {
  const number = new Intl.NumberFormat(locale(), { maximumFractionDigits: 6 })
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={table.caption}>
      <table class="data">
        <caption class="visually-hidden">{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column} class={typeof cell === 'number' ? 'number' : ''}>
                  {cell === null ? '—' : typeof cell === 'number' ? number.format(cell) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Saves a table as a file, with where it comes from above it. */
export const saveTable = (name: string, table: Table, asOf: AsOf | null): void => {
  const source = [
    `# Papertape, paper trading: ${table.caption}`,
    `# ${location.href}`,
    `# as of ${asOf?.time ?? ''} ledger ${asOf?.seq ?? ''}`,
  ]
  const blob = new Blob([`${source.join('\r\n')}\r\n${csvOf([table.columns, ...table.rows])}`], { type: 'text/csv' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `papertape-${name}-${asOf?.seq ?? 0}.csv`
  link.click()
  URL.revokeObjectURL(link.href)
}
