import { type Column, type ColumnKind, type ExportRow, kindOf } from './column.ts'
import { type ZipFile, zipped } from './zip.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Styles by their place in {@link STYLES}. */
const BOLD = 1
const INSTANT = 2
const DAY = 3

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`
const PACKAGE_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const WORKBOOK_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`

/** As many characters a cell holds. */
const TEXT_MAX = 32_767

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/**
 * What a text of a workbook holds as `_xHHHH_` (ECMA-376-1, 22.9.2.19, ST_Xstring): characters that no XML 1.0 document may
 * hold, the carriage return, which every reader of XML takes for a line feed, and the few more that nobody can see; and the
 * underscore before what would be read as such an escape.
 */
const HELD_BY_CODE = /(?![\t\n])\p{Cc}|[\ufffe\uffff]|_(?=x[\dA-Fa-f]{4}_)/gu
const codeOf = (character: string): string =>
  `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

/** Most texts need nothing done to them; looking first is faster than doing it. */
const SPECIAL = /[&<>"\p{Cc}\p{Cs}\ufffe\uffff]|_x/u

const escaped = (given: string): string => {
  const text = given.slice(0, TEXT_MAX)
  if (!SPECIAL.test(text)) return text
  return text
    .toWellFormed()
    .replaceAll(HELD_BY_CODE, codeOf)
    .replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? '')
}

/** A cell that is yet to be given its place: its attributes and its content. */
type Cell = readonly [attributes: string, content: string]

const textCell = (text: string, style = 0): Cell => [
  ` t="inlineStr"${style === 0 ? '' : ` s="${style}"`}`,
  `<is><t xml:space="preserve">${escaped(text)}</t></is>`,
]

const DAY_MS = 86_400_000
/** Days are counted from this one, which lies as many before 1970. */
const DAYS_BEFORE = 25_569
/** A double of days cannot hold every millisecond: so that who cuts it off comes to the same one as who rounds it. */
const SLACK_MS = 0.01

const dayOf = (text: string): string => String(Date.parse(text) / DAY_MS + DAYS_BEFORE)
const instantOf = (text: string): string => String((Date.parse(text) + SLACK_MS) / DAY_MS + DAYS_BEFORE)

/** A cell as its kind wants it. Text is never a formula, whatever it begins with; exact decimals stand in the file whole. */
const cellOf = (value: unknown, column: Pick<Column, 'kind'>): Cell | null => {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return [' t="b"', `<v>${value ? 1 : 0}</v>`]
  if (typeof value === 'number') return ['', `<v>${value}</v>`]
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const kind = kindOf(text, column)
  if (kind === 'number') return ['', `<v>${text}</v>`]
  if (kind === 'text') return textCell(text)
  return kind === 'day' ? [` s="${DAY}"`, `<v>${dayOf(text)}</v>`] : [` s="${INSTANT}"`, `<v>${instantOf(text)}</v>`]
}

/** `A`, `B` … `Z`, `AA` … */
const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))

/** A row by its number, from 1; what is empty has no cell. */
const rowOf = (number: number, cells: readonly (Cell | null)[]): string =>
  `<row r="${number}">${cells
    .map((cell, i) => (cell === null ? '' : `<c r="${letters(i)}${number}"${cell[0]}>${cell[1]}</c>`))
    .join('')}</row>`

const sheetHead = (widths: readonly number[]): string =>
  `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`
const SHEET_END = '</sheetData></worksheet>'

const WIDTHS = { text: 18, number: 16, boolean: 10, time: 24, day: 12 } as const

async function* tableSheet(pages: AsyncIterable<readonly ExportRow[]>, columns: readonly Column[]) {
  yield sheetHead(columns.map(({ kind }) => WIDTHS[kind]))
  let number = 1
  yield rowOf(
    number,
    columns.map(({ name }) => textCell(name, BOLD)),
  )
  for await (const rows of pages) {
    const written = rows.map((row) => {
      number += 1
      return rowOf(
        number,
        columns.map((column) => cellOf(row[column.name], column)),
      )
    })
    yield written.join('')
  }
  yield SHEET_END
}

/** Something that a workbook says of itself, on a line of its second sheet. */
export type Fact = { name: string; kind: ColumnKind; value: unknown }

const factsSheet = (facts: readonly Fact[]): string[] => [
  sheetHead([24, 80]),
  rowOf(1, [textCell('provenance', BOLD)]),
  ...facts.map(({ name, kind, value }, i) => rowOf(i + 2, [textCell(name), cellOf(value, { kind })])),
  SHEET_END,
]

const workbook = (name: string): string =>
  `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/><sheet name="provenance" sheetId="2" r:id="rId2"/></sheets></workbook>`

/**
 * An Office Open XML workbook (ECMA-376) as a stream: a sheet with the rows, and one that says where they come from. Written
 * row by row, so that a long one takes no more memory than a short one.
 */
export const xlsx = (
  name: string,
  columns: readonly Column[],
  pages: AsyncIterable<readonly ExportRow[]>,
  facts: readonly Fact[],
): AsyncGenerator<Buffer> => {
  const files: ZipFile[] = [
    { name: '[Content_Types].xml', content: [CONTENT_TYPES] },
    { name: '_rels/.rels', content: [PACKAGE_RELATIONS] },
    { name: 'xl/workbook.xml', content: [workbook(name)] },
    { name: 'xl/_rels/workbook.xml.rels', content: [WORKBOOK_RELATIONS] },
    { name: 'xl/styles.xml', content: [STYLES] },
    { name: 'xl/worksheets/sheet1.xml', content: tableSheet(pages, columns) },
    { name: 'xl/worksheets/sheet2.xml', content: factsSheet(facts) },
  ]
  return zipped(files)
}
