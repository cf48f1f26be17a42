/** Grows with each change that a reader of stored sheets has to know of; fields that may be absent do not count. */
export const TEAR_SHEET_VERSION = 1

/**
 * How a value is shown. `amount` and `price` are in quote units; `percent` is in per cent already (5 = 5 %); `seconds` is
 * a duration; `time` RFC 3339 UTC; `day` `YYYY-MM-DD`.
 */
export type Unit = 'text' | 'time' | 'day' | 'amount' | 'price' | 'percent' | 'ratio' | 'count' | 'seconds' | 'days'

/** Amounts and prices may be decimal text, which is shown from its exact value. `null` = undefined. */
export type Value = string | number | null

/** Why a figure is undefined, or rests on too little: that of a KPI snapshot. `reason` is a code such as NO_LOSSES. */
export type SheetQuality = { n: number; state: 'undefined' | 'low_sample'; reason: string }

/** One labelled number. */
export type SheetFigure = {
  label: string
  value: Value
  unit: Unit
  /** A gain or loss: shown with its sign, and coloured by it. */
  signed?: boolean
  quality?: SheetQuality
  /** One sentence that says what it is; listed at the end of the page. */
  meaning?: string
}

/** Figures that belong together: returns, risk, trades, costs. */
export type FigureGroup = { title: string; figures: readonly SheetFigure[] }

/** `time` is RFC 3339 or a day, in order; `value` as the curve's unit says. */
export type CurvePoint = { time: string; value: number }

/** A line over time. */
export type Curve = {
  title: string
  unit: 'amount' | 'percent' | 'ratio'
  points: readonly CurvePoint[]
  /** What the line is measured from, such as the starting capital: drawn as a dashed line. */
  baseline?: number
  /** A second line on the same scale, such as a benchmark. */
  other?: { name: string; points: readonly CurvePoint[] }
  note?: string
}

/** Returns in per cent, January first; `null` = the month is not covered, or has no return. */
export type MonthlyReturns = { year: number; months: readonly (number | null)[]; total: number | null }

export type SheetColumn = { key: string; label: string; unit: Unit; signed?: boolean }

/** A table of any kind: breakdowns, worst drawdowns, bots, trades. A row holds a value for each column's key. */
export type SheetTable = {
  title: string
  columns: readonly SheetColumn[]
  rows: readonly Readonly<Record<string, Value>>[]
  /** A last line under the rows, such as their sum. */
  total?: Readonly<Record<string, Value>>
  /** Beside another one where there is room. */
  narrow?: boolean
  /** Said under the title: what is left out, and where to find it. */
  note?: string
}

/** Where the figures come from. `href` is an http(s) address or a path; any other is shown as text. */
export type Provenance = { label: string; text: string; href?: string }

/** A track record on one page, as plain JSON. `tearSheetHtml` makes the page. */
export type TearSheet = {
  version: typeof TEAR_SHEET_VERSION
  title: string
  subtitle: string | null
  /** A warning above everything, such as that the bots are a demo. */
  banner: string | null
  /** The moment the figures stand for, RFC 3339, and the ledger position, where there is one. */
  as_of: { time: string | null; seq: number | null }
  /** What must be known to read the figures. */
  notes: readonly string[]
  /** The few figures to see first. */
  headline: readonly SheetFigure[]
  groups: readonly FigureGroup[]
  equity: Curve | null
  /** In per cent, 0 at a peak and positive below it; drawn downwards from zero. */
  drawdown: Curve | null
  monthly: readonly MonthlyReturns[]
  tables: readonly SheetTable[]
  provenance: readonly Provenance[]
}
