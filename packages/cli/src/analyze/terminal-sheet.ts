import { styleText } from 'node:util'
import { type MonthlyReturns, numberText, reasonInWords, type SheetFigure, type TearSheet } from '@papertape/report'
import { sparkline } from './sparkline.ts'

/** Where a sheet is written to: how wide, and whether with colours. */
export type Screen = { width: number; hasColours: boolean }

type Paint = (style: 'bold' | 'dim' | 'green' | 'red', text: string) => string

const LABEL_WIDTH = 20
const VALUE_WIDTH = 13
const GAP = 3
const MONTH_WIDTH = 8
const YEARS_MAX = 30
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Year'] as const

/** Text from outside without what moves a terminal's cursor. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\ufffd')

const painter =
  ({ hasColours }: Screen): Paint =>
  (style, text) =>
    hasColours ? styleText(style, text, { validateStream: false }) : text

const valueOf = ({ value, unit, signed, quality }: SheetFigure): string => {
  if (value === null || unit === 'text' || unit === 'time' || unit === 'day')
    return value === null ? '—' : String(value)
  const text = numberText(value, unit, signed === true) ?? '—'
  return quality === undefined ? text : `${text}*`
}

const figureLine = (figure: SheetFigure, paint: Paint): string => {
  const label = figure.label.padEnd(LABEL_WIDTH)
  const text = valueOf(figure)
  if (figure.value === null) {
    return label + text.padStart(VALUE_WIDTH) + paint('dim', ` ${reasonInWords(figure.quality?.reason ?? '')}`)
  }
  // The star stands beside the column of numbers, so that they stay in line.
  const cell = text.endsWith('*') ? `${text.slice(0, -1).padStart(VALUE_WIDTH)}*` : text.padStart(VALUE_WIDTH)
  const isColoured = figure.signed === true && Number(figure.value) !== 0
  return label + (isColoured ? paint(Number(figure.value) > 0 ? 'green' : 'red', cell) : cell)
}

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
const widthOf = (text: string): number => text.replaceAll(ESCAPES, '').length

/** Blocks of lines side by side, as many as fit. */
const beside = (blocks: readonly (readonly string[])[], width: number): string[] => {
  const blockWidth = Math.max(...blocks.flat().map(widthOf)) + GAP
  const count = Math.max(1, Math.floor((width + GAP) / blockWidth))
  const lines: string[] = []
  for (let at = 0; at < blocks.length; at += count) {
    const row = blocks.slice(at, at + count)
    const height = Math.max(...row.map(({ length }) => length))
    for (let line = 0; line < height; line += 1) {
      const cells = row.map((block) => {
        const text = block[line] ?? ''
        return text + ' '.repeat(blockWidth - widthOf(text))
      })
      lines.push(cells.join('').trimEnd())
    }
    lines.push('')
  }
  return lines
}

/** A sentence in lines of a width, the later ones indented. */
const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = `  ${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** What a star stands for. */
const stars = (sheet: TearSheet): string[] => {
  const labels = new Map<string, string[]>()
  for (const { label, quality, value } of sheet.groups.flatMap(({ figures }) => figures)) {
    if (quality === undefined || value === null) continue
    labels.set(quality.reason, [...(labels.get(quality.reason) ?? []), label])
  }
  return [...labels].map(([reason, names]) => `* ${reasonInWords(reason)}: ${names.join(', ')}`)
}

const curves = ({ equity, drawdown }: TearSheet, width: number, paint: Paint): string[] => {
  if (equity === null || drawdown === null) return []
  const [from, to] = [equity.points.at(0), equity.points.at(-1)]
  const number = (value: number | undefined) => numberText(value ?? null, equity.unit) ?? '—'
  const deepest = numberText(Math.max(...drawdown.points.map(({ value }) => value)), 'percent') ?? '—'
  const line = (points: readonly { value: number }[], shows: 'last' | 'highest') =>
    sparkline(
      points.map(({ value }) => value),
      Math.min(width, 120),
      shows,
    )
  return [
    `${paint('bold', equity.title)}  ${number(equity.baseline)} to ${number(to?.value)}`,
    line(equity.points, 'last'),
    `${paint('bold', 'Drawdown')}  up to ${deepest}`,
    paint('red', line(drawdown.points, 'highest')),
    paint('dim', `${from?.time.slice(0, 10) ?? ''} to ${to?.time.slice(0, 10) ?? ''}`),
    '',
  ]
}

const monthCell = (value: number | null, paint: Paint): string => {
  const text = (value === null ? '·' : (numberText(value, 'ratio', true) ?? '—')).padStart(MONTH_WIDTH)
  return value === null || value === 0 ? text : paint(value > 0 ? 'green' : 'red', text)
}

/** Returns of months and years in per cent, in as many blocks of columns as the screen needs. */
const monthTable = (monthly: readonly MonthlyReturns[], width: number, paint: Paint): string[] => {
  if (monthly.length === 0) return []
  const columns = Math.max(1, Math.floor((width - 4) / MONTH_WIDTH))
  const years = monthly.slice(-YEARS_MAX)
  const lines = [paint('bold', 'Months, per cent')]
  for (let at = 0; at < MONTHS.length; at += columns) {
    const names = MONTHS.slice(at, at + columns)
    lines.push(paint('dim', `    ${names.map((name) => name.padStart(MONTH_WIDTH)).join('')}`))
    for (const { year, months, total } of years) {
      const cells = [...months, total].slice(at, at + columns).map((value) => monthCell(value, paint))
      lines.push(`${year}${cells.join('')}`)
    }
  }
  return [...lines, '']
}

/** A tear sheet for a terminal. What is undefined is a dash, with its reason; what rests on too little has a star. */
export const terminalSheet = (sheet: TearSheet, screen: Screen): string => {
  const paint = painter(screen)
  const blocks = sheet.groups.map(({ title, figures }) => [
    paint('bold', title),
    ...figures.map((figure) => figureLine(figure, paint)),
  ])
  return [
    paint('bold', printable(sheet.title)),
    ...(sheet.subtitle === null ? [] : [sheet.subtitle]),
    '',
    ...curves(sheet, screen.width, paint),
    ...beside(blocks, screen.width),
    ...monthTable(sheet.monthly, screen.width, paint),
    ...[...stars(sheet), ...sheet.provenance.slice(1).map(({ label, text }) => `${label} ${text}`)]
      .flatMap((line) => wrapped(printable(line), screen.width))
      .map((line) => paint('dim', line)),
  ].join('\n')
}
