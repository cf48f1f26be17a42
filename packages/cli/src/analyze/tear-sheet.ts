import { basename } from 'node:path'
import { type Analysis, type ClosedTrade, fallsOf, type TradeRecord, thinned } from '@papertape/analysis'
import { formatDecimal } from '@papertape/money'
import {
  type Curve,
  type CurvePoint,
  monthlyReturns,
  type SheetFigure,
  type SheetTable,
  TEAR_SHEET_VERSION,
  type TearSheet,
  worstDrawdowns,
} from '@papertape/report'
import { FIGURE_GROUPS, type FigureRow, HEADLINES } from './figure-rows.ts'

const POINTS_MAX = 2000
const FALLS_MAX = 5
const SYMBOLS_MAX = 50

const timeOf = (ms: number): string => new Date(ms).toISOString()

const textOf = (amount: bigint | null): string | null => (amount === null ? null : formatDecimal(amount))

const figureOf = ({ figures }: Analysis, row: FigureRow): SheetFigure[] => {
  const figure = figures.get(row.name)
  if (figure === undefined) return []
  const { value, quality } = figure
  return [
    {
      label: row.label,
      value: value !== null && row.unit === 'percent' ? value * 100 : value,
      unit: row.unit,
      ...(row.isSigned === true && { signed: true }),
      ...(quality !== null && { quality }),
      ...(row.meaning !== undefined && { meaning: row.meaning }),
    },
  ]
}

const headlineOf = (analysis: Analysis): SheetFigure[] => {
  const rows = FIGURE_GROUPS.flatMap((group) => group.rows)
  const names = HEADLINES['log' in analysis.record ? 'trades' : 'series']
  return names.flatMap((name) => rows.filter((row) => row.name === name)).flatMap((row) => figureOf(analysis, row))
}

const pointsOf = (
  { times, values }: { times: readonly number[]; values: readonly number[] },
  factor = 1,
): CurvePoint[] => times.map((ms, index) => ({ time: timeOf(ms), value: (values[index] ?? 0) * factor }))

const curvesOf = (analysis: Analysis): { equity: Curve | null; drawdown: Curve | null; falls: SheetTable[] } => {
  const { curve, start, record } = analysis
  if (curve.times.length === 0 || !curve.values.every(Number.isFinite))
    return { equity: null, drawdown: null, falls: [] }
  const points = pointsOf(thinned(curve, POINTS_MAX))
  const below = pointsOf(thinned(fallsOf(curve, start), POINTS_MAX), 100)
  const other = analysis.benchmark?.curve
  const isThin = curve.times.length > POINTS_MAX
  return {
    equity: {
      title: record.kind === 'returns' ? 'Growth of 1' : 'Equity',
      unit: record.kind === 'returns' ? 'ratio' : 'amount',
      points,
      baseline: start,
      ...(other !== undefined &&
        other.times.length > 0 && { other: { name: 'Benchmark', points: pointsOf(thinned(other, POINTS_MAX)) } }),
      ...(isThin && { note: `drawn from ${points.length} of ${curve.times.length} rows, with every high and low` }),
    },
    drawdown: { title: 'Drawdown', unit: 'percent', points: below },
    falls: [worstDrawdowns([{ time: points[0]?.time ?? '', value: start }, ...points], FALLS_MAX)],
  }
}

const symbolTable = ({ log: { symbols } }: TradeRecord): SheetTable[] => {
  if (symbols.size < 2) return []
  const rows = [...symbols]
    .map(([symbol, { trades, net }]) => ({ symbol, trades, net }))
    .toSorted((a, b) => (a.net === b.net ? 0 : a.net > b.net ? -1 : 1))
  return [
    {
      title: 'By symbol',
      columns: [
        { key: 'symbol', label: 'Symbol', unit: 'text' },
        { key: 'trades', label: 'Trades', unit: 'count' },
        { key: 'net', label: 'Net profit', unit: 'amount', signed: true },
      ],
      rows: rows.slice(0, SYMBOLS_MAX).map((row) => ({ ...row, net: formatDecimal(row.net) })),
      narrow: true,
      ...(rows.length > SYMBOLS_MAX && { note: `the first ${SYMBOLS_MAX} of ${rows.length}` }),
    },
  ]
}

const openTable = ({ holdings }: TradeRecord): SheetTable[] =>
  holdings === null || holdings.positions.length === 0
    ? []
    : [
        {
          title: 'Open at the end',
          columns: [
            { key: 'symbol', label: 'Symbol', unit: 'text' },
            { key: 'side', label: 'Side', unit: 'text' },
            { key: 'quantity', label: 'Quantity', unit: 'price' },
            { key: 'last', label: 'Last price', unit: 'price' },
            { key: 'unrealized', label: 'Unrealised', unit: 'amount', signed: true },
          ],
          rows: holdings.positions.map(({ symbol, side, quantity, lastPrice, unrealized }) => ({
            symbol,
            side,
            quantity: formatDecimal(quantity),
            last: formatDecimal(lastPrice),
            unrealized: formatDecimal(unrealized),
          })),
          narrow: true,
        },
      ]

const tradeRow = (trade: ClosedTrade) => ({
  exit: timeOf(trade.exitMs),
  entry: trade.entryMs === null ? null : timeOf(trade.entryMs),
  symbol: trade.symbol,
  side: trade.side,
  quantity: textOf(trade.quantity),
  entry_price: textOf(trade.entryPrice),
  exit_price: textOf(trade.exitPrice),
  fees: textOf(trade.fees),
  net: formatDecimal(trade.net),
})

const tradeTable = ({ log }: TradeRecord): SheetTable[] =>
  log.newest.length === 0
    ? []
    : [
        {
          title: 'Trades',
          columns: [
            { key: 'exit', label: 'Exit', unit: 'time' },
            { key: 'entry', label: 'Entry', unit: 'time' },
            { key: 'symbol', label: 'Symbol', unit: 'text' },
            { key: 'side', label: 'Side', unit: 'text' },
            { key: 'quantity', label: 'Quantity', unit: 'price' },
            { key: 'entry_price', label: 'Entry price', unit: 'price' },
            { key: 'exit_price', label: 'Exit price', unit: 'price' },
            { key: 'fees', label: 'Fees', unit: 'amount' },
            { key: 'net', label: 'Net profit', unit: 'amount', signed: true },
          ],
          rows: log.newest.toReversed().map(tradeRow),
          ...(log.newest.length < log.nets.length && { note: `the newest ${log.newest.length} of ${log.nets.length}` }),
        },
      ]

const settingsText = ({ record, settings, benchmark }: Analysis): string =>
  'log' in record
    ? `starting capital ${formatDecimal(settings.startingCapital)}`
    : [
        `${settings.periodsPerYear} periods a year`,
        `risk-free ${settings.riskFree}`,
        `minimum return ${settings.minimumReturn}`,
        ...(benchmark === null
          ? []
          : [`benchmark of ${benchmark.record.rows} rows, ${benchmark.periods} periods in common`]),
      ].join(', ')

/** An analysis as a tear sheet: the same one for the terminal and for HTML. */
export const tearSheetOf = (path: string, analysis: Analysis): TearSheet => {
  const { record, months } = analysis
  const { equity, drawdown, falls } = curvesOf(analysis)
  const span =
    record.fromMs === null || record.toMs === null
      ? 'no rows'
      : `${timeOf(record.fromMs).slice(0, 10)} to ${timeOf(record.toMs).slice(0, 10)}`
  return {
    version: TEAR_SHEET_VERSION,
    title: basename(path),
    subtitle: `${record.kind}, ${record.rows} row${record.rows === 1 ? '' : 's'}, ${span}`,
    banner: null,
    as_of: { time: record.toMs === null ? null : timeOf(record.toMs), seq: null },
    notes: [...analysis.warnings, ...analysis.notes],
    headline: headlineOf(analysis),
    groups: FIGURE_GROUPS.map(({ title, rows }) => ({
      title,
      figures: rows.flatMap((row) => figureOf(analysis, row)),
    })).filter(({ figures }) => figures.length > 0),
    equity,
    drawdown,
    monthly: monthlyReturns(months.map(({ month, return: value }) => ({ day: `${month}-01`, return: value }))),
    tables: 'log' in record ? [...falls, ...symbolTable(record), ...openTable(record), ...tradeTable(record)] : falls,
    provenance: [
      { label: 'File', text: basename(path) },
      { label: 'Computed with', text: settingsText(analysis) },
    ],
  }
}
