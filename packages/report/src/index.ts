export { type BreakdownRow, breakdownTable } from './breakdown-table.ts'
export { downSample } from './down-sample.ts'
export { numberText } from './format.ts'
export { type Html, html } from './html.ts'
export { type DatedReturn, monthlyReturns } from './monthly-returns.ts'
export { reasonInWords } from './reasons.ts'
export { TEAR_SHEET_STYLE } from './style.ts'
export type {
  Curve,
  CurvePoint,
  FigureGroup,
  MonthlyReturns,
  Provenance,
  SheetColumn,
  SheetFigure,
  SheetQuality,
  SheetTable,
  TearSheet,
  Unit,
  Value,
} from './tear-sheet.ts'
export { TEAR_SHEET_VERSION } from './tear-sheet.ts'
export { tearSheetHtml } from './tear-sheet-html.ts'
export { worstDrawdowns } from './worst-drawdowns.ts'
