import { z } from 'zod'
import { shape } from '../named.ts'
import { kpiSnapshot } from './kpi.ts'
import { botMode, sequence, time } from './scalars.ts'

const fields = {
  report_id: z.string(),
  bot_id: z.string().nullable().describe('null = the portfolio of its mode'),
  mode: botMode,
  public: z.boolean(),
  kind: z.enum(['scheduled', 'forced']),
  due_at: time.nullable().describe('The moment of the ledger’s clock that asked for it; null = forced'),
  as_of_seq: sequence,
  as_of_time: time.nullable(),
  created_at: time,
  title: z.string(),
  url: z.string(),
  html_url: z.string(),
}

/** A stored report as lists show it. */
export const report = shape('Report', z.object(fields))

const value = z.union([z.string(), z.number(), z.null()])
const unit = z.enum(['text', 'time', 'day', 'amount', 'price', 'percent', 'ratio', 'count', 'seconds', 'days'])
const row = z.record(z.string(), value)
const sheetFigure = shape(
  'SheetFigure',
  z.object({
    label: z.string(),
    value,
    unit,
    signed: z.boolean().optional().describe('Shown with its sign and coloured by it'),
    quality: z.object({ n: z.number(), state: z.enum(['undefined', 'low_sample']), reason: z.string() }).optional(),
    meaning: z.string().optional(),
  }),
)
const points = z.array(z.object({ time: z.string(), value: z.number() }))
const curve = shape(
  'Curve',
  z.object({
    title: z.string(),
    unit: z.enum(['amount', 'percent', 'ratio']),
    points,
    baseline: z.number().optional(),
    other: z.object({ name: z.string(), points }).optional(),
    note: z.string().optional(),
  }),
)
const table = shape(
  'SheetTable',
  z.object({
    title: z.string(),
    columns: z.array(z.object({ key: z.string(), label: z.string(), unit, signed: z.boolean().optional() })),
    rows: z.array(row),
    total: row.optional(),
    narrow: z.boolean().optional(),
    note: z.string().optional(),
  }),
)

/** A track record on one page, as data. */
export const tearSheet = shape(
  'TearSheet',
  z.object({
    version: z.literal(1),
    title: z.string(),
    subtitle: z.string().nullable(),
    banner: z.string().nullable(),
    as_of: z.object({ time: time.nullable(), seq: sequence.nullable() }),
    notes: z.array(z.string()),
    headline: z.array(sheetFigure),
    groups: z.array(z.object({ title: z.string(), figures: z.array(sheetFigure) })),
    equity: curve.nullable(),
    drawdown: curve.nullable(),
    monthly: z.array(z.object({ year: z.int(), months: z.array(z.number().nullable()), total: z.number().nullable() })),
    tables: z.array(table),
    provenance: z.array(z.object({ label: z.string(), text: z.string(), href: z.string().optional() })),
  }),
)

/** A stored report with the snapshot its figures are taken from, and its sheet. */
export const reportDetail = shape('ReportDetail', z.object({ ...fields, kpi: kpiSnapshot, sheet: tearSheet }))
