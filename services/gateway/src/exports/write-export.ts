import type { Column, ExportRow } from './column.ts'
import { csvComment, csvHead, csvLine } from './csv.ts'
import type { ExportFormat } from './export-query.ts'
import { PROVENANCE_TIMES, type Provenance } from './provenance.ts'
import { xlsx } from './xlsx.ts'

/** A table that is yet to be written. */
export type Table = {
  name: string
  columns: readonly Column[]
  pages: AsyncIterable<readonly ExportRow[]>
  /** `null` where the file is not to say where it comes from. */
  provenance: Provenance | null
}

type Written = AsyncGenerator<string | Buffer>

/** A row with its columns and nothing else, in their order. */
const ordered = (row: ExportRow, columns: readonly Column[]): ExportRow =>
  Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]))

async function* csv({ columns, pages, provenance }: Table): Written {
  const facts = Object.entries(provenance ?? {}).map(([name, value]) => csvComment(name, value ?? ''))
  yield facts.join('') + csvHead(columns)
  for await (const rows of pages) {
    if (rows.length > 0) yield rows.map((row) => csvLine(row, columns)).join('')
  }
}

async function* ndjson({ columns, pages, provenance }: Table): Written {
  if (provenance !== null) yield `${JSON.stringify({ provenance })}\n`
  for await (const rows of pages) {
    if (rows.length > 0) yield rows.map((row) => `${JSON.stringify(ordered(row, columns))}\n`).join('')
  }
}

async function* json({ columns, pages, provenance }: Table): Written {
  yield `{"provenance":${JSON.stringify(provenance)},"rows":[`
  let isFirst = true
  for await (const rows of pages) {
    if (rows.length === 0) continue
    yield (isFirst ? '\n' : ',\n') + rows.map((row) => JSON.stringify(ordered(row, columns))).join(',\n')
    isFirst = false
  }
  yield '\n]}\n'
}

const workbook = ({ name, columns, pages, provenance }: Table): Written =>
  xlsx(
    name,
    columns,
    pages,
    Object.entries(provenance ?? {}).map(([fact, value]) => ({
      name: fact,
      kind: PROVENANCE_TIMES.includes(fact) ? 'time' : 'text',
      value,
    })),
  )

/** How each format is written, and what it is called. */
export const EXPORT_WRITERS: {
  readonly [Format in ExportFormat]: { mediaType: string; write: (table: Table) => Written }
} = {
  csv: { mediaType: 'text/csv; charset=utf-8', write: csv },
  json: { mediaType: 'application/json; charset=utf-8', write: json },
  ndjson: { mediaType: 'application/x-ndjson', write: ndjson },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: workbook },
}
