import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { analysisJson, analyze, KINDS, type Kind, type SeriesRecord, type Settings } from '@papertape/analysis'
import { readDecimal } from '@papertape/money'
import { tearSheetHtml } from '@papertape/report'
import { type Command, OperatorError, UsageError } from '../command.ts'
import { analyzeProgress } from './analyze-progress.ts'
import { readFile } from './read-file.ts'
import { tearSheetOf } from './tear-sheet.ts'
import { printable, terminalSheet } from './terminal-sheet.ts'

const WIDTH_DEFAULT = 80

const kindOf = (text: string | undefined): Kind | null => {
  if (text === undefined) return null
  const kind = KINDS.find((known) => known === text)
  if (kind === undefined) throw new UsageError(`--kind is ${JSON.stringify(text)}, but must be ${KINDS.join(', ')}`)
  return kind
}

const numberOption = (flag: string, text: string, rule: string, isFit: (value: number) => boolean): number => {
  const value = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (Number.isFinite(value) && isFit(value)) return value
  throw new UsageError(`${flag} is ${JSON.stringify(text)}, but must be ${rule}`)
}

const capitalOf = (text: string): bigint => {
  const reading = readDecimal(text)
  if (reading.ok && reading.value > 0n) return reading.value
  throw new UsageError(`--starting-capital is ${JSON.stringify(text)}, but must be an amount above zero`)
}

const OPTIONS = {
  kind: { type: 'string' },
  benchmark: { type: 'string' },
  'periods-per-year': { type: 'string', default: '365' },
  'risk-free': { type: 'string', default: '0' },
  mar: { type: 'string', default: '0' },
  'starting-capital': { type: 'string', default: '10000' },
  html: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const readArguments = (args: string[]) => {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS })
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('analyze takes exactly one FILE')
  const settings: Settings = {
    periodsPerYear: numberOption('--periods-per-year', values['periods-per-year'], 'a number above zero', (n) => n > 0),
    riskFree: numberOption('--risk-free', values['risk-free'], 'a fraction above -1, such as 0.04', (n) => n > -1),
    minimumReturn: numberOption('--mar', values.mar, 'a fraction per period, such as 0.0001', () => true),
    startingCapital: capitalOf(values['starting-capital']),
  }
  const kind = kindOf(values.kind)
  if (values.benchmark !== undefined && (kind === 'trades' || kind === 'fills')) {
    throw new UsageError(`--benchmark goes with returns or equity, not with ${kind}`)
  }
  return { path, kind, settings, benchmark: values.benchmark, html: values.html, json: values.json }
}

const writeHtml = async (path: string, html: string): Promise<void> => {
  try {
    await writeFile(path, html)
  } catch (cause) {
    throw new OperatorError(`${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}

const run = async (args: string[]): Promise<number> => {
  const { path, kind, settings, benchmark, html, json } = readArguments(args)
  const progress = analyzeProgress()
  try {
    const record = await readFile(path, { kind }, progress)
    const readBenchmark = async (file: string): Promise<SeriesRecord> => {
      if ('log' in record)
        throw new OperatorError(`${path} holds ${record.kind}; --benchmark goes with returns or equity`)
      const beside = await readFile(file, { kind: null, fallback: record.kind }, progress)
      if ('log' in beside) throw new OperatorError(`${file} holds ${beside.kind}, but a benchmark is returns or equity`)
      return beside
    }
    const analysis = analyze(record, benchmark === undefined ? null : await readBenchmark(benchmark), settings)
    for (const note of analysis.notes) progress.say(printable(note))
    for (const warning of analysis.warnings) progress.say(`warning: ${printable(warning)}`)
    const sheet = html !== undefined || !json ? tearSheetOf(path, analysis) : null
    if (html !== undefined && sheet !== null) {
      await writeHtml(html, tearSheetHtml(sheet))
      progress.say(`wrote ${html}`)
    }
    progress.end()
    const screen = { width: process.stdout.columns ?? WIDTH_DEFAULT, hasColours: isColoured() }
    const text = json || sheet === null ? JSON.stringify(analysisJson(analysis)) : terminalSheet(sheet, screen)
    process.stdout.write(`${text}\n`)
    return 0
  } finally {
    progress.end()
  }
}

/** Colours are for terminals, and not for those who set NO_COLOR (https://no-color.org). */
const isColoured = (): boolean => process.stdout.isTTY && !process.env['NO_COLOR']

/** `./papertape analyze`: the figures of any track record. */
export const analyzeCommand: Command = {
  help: `Usage: ./papertape analyze FILE [--kind returns|equity|trades|fills] [--benchmark FILE] [--json] [--html FILE]

Reads a track record in CSV (comma, semicolon, tab) or JSON (array, NDJSON) and shows its figures. Needs no running system.

  returns, equity   time,value
  trades            entry_time,exit_time,side,quantity,entry_price,exit_price,fees   or   exit_time,net_pnl
  fills             time,symbol,side,quantity,price,fee   (matched first in, first out)

Other usual names of these columns are known, and so are backtests of freqtrade. Times are RFC 3339, dates (UTC) or epoch
s, ms, µs, ns. Returns are fractions: 0.01 is 1 %. Rows are taken as given; gaps are not filled.

  --kind KIND               what the file holds; without it, told by columns and values, and said on stderr
  --benchmark FILE          returns or equity to compare with, joined on time
  --periods-per-year N      rows of returns a year (365)
  --risk-free RATE          a year, a fraction (0)
  --mar RATE                minimum acceptable return per period, a fraction (0); --mar=-0.001 for a negative one
  --starting-capital N      what trades and fills start with (10000)
  --html FILE               writes the tear sheet as one HTML page, too
  --json                    one JSON document on stdout

Doubtful data is a warning on stderr; unreadable data an error that names row and column, exit code 1.`,
  run,
}
