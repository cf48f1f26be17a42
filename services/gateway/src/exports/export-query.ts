import { z } from 'zod'
import { askedAs } from '../api/named.ts'
import { asOfField, dayPeriod, queryFields, single, snapshotPeriod, statusField } from '../http/query-fields.ts'
import { signalFilters } from '../reads/signals.ts'

/** The files that exports come as. */
export const EXPORT_FORMATS = ['csv', 'json', 'ndjson', 'xlsx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** How far apart the points of an equity curve are; what is kept reaches back for ever, 90 days and 2 days. */
const EQUITY_INTERVALS = ['1d', '1h', '1m'] as const

/** One of a few words, each parameter at most once. */
const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values, description: string) =>
  askedAs(
    single(z.enum(values, { error: `must be one of ${values.join(', ')}` }).optional()).transform(
      (value): Values[number] => value ?? values[0],
    ),
    { type: 'string', enum: [...values], default: values[0], description },
  )

const options = {
  format: oneOf(EXPORT_FORMATS, 'What the file is'),
  provenance: oneOf(['true', 'false'], 'Whether the file says where it comes from'),
}

const { limit: _, cursor: __, ...filters } = queryFields
const { bot_id, mode } = queryFields

/** The filters of the list of trades. */
export const exportTradesQuery = z.strictObject({ ...filters, status: statusField, as_of: asOfField, ...options })
/** The filters of the list of open positions. */
export const exportPositionsQuery = z.strictObject({ ...filters, as_of: asOfField, ...options })
/** The filters of the list of signals. */
export const exportSignalsQuery = z.strictObject({ ...signalFilters, ...options })
/** A stretch of a record’s figures. */
export const exportEquityQuery = z.strictObject({
  bot_id,
  mode,
  ...snapshotPeriod,
  interval: oneOf(EQUITY_INTERVALS, 'How far apart'),
  as_of: asOfField,
  ...options,
})
/** A stretch of a record’s days. */
export const exportReturnsQuery = z.strictObject({ bot_id, mode, ...dayPeriod, as_of: asOfField, ...options })
