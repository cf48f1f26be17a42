import { botId } from '@papertape/events'
import { z } from 'zod'
import { asOfField, BOTS_MAX, queryFields } from '../http/query-fields.ts'

/** What hides or reorders what is read, or ends a line. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u

/** Whether a text is read as it is written: one line, without control characters and marks of direction. */
export const isPlainText = (text: string): boolean => !UNPRINTABLE.test(text)

/** Free text, also of a cursor with its tag. */
const words = z.string().min(1, 'must not be empty').max(1500)
/** A choice or a name of the page's own, which says nothing to any other. */
const word = z.string().regex(/^[\w.:~-]{1,128}$/, 'must be one word')
const whole = z.string().regex(/^\d{1,15}$/, 'must be a whole number')

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}

const ids = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(botId).max(BOTS_MAX))

/** Of a page's query what the gateway itself asks by. */
const OF_RECORDS = {
  bot_id: botId,
  mode: z.enum(['live', 'replay', 'demo']),
  ids,
  as_of: asOfField,
  position: words,
  from: queryFields.from,
  to: queryFields.to,
  symbol: queryFields.symbol,
  strategy: queryFields.strategy,
  market_type: queryFields.market_type,
  direction: queryFields.direction,
  min_confidence: queryFields.min_confidence,
}

const OF_VIEWS = {
  range: z.enum(['24h', '7d', '30d', '90d', 'ytd', 'all']),
  unit: z.enum(['money', 'pct']),
  lang: z.enum(['en', 'tr']),
  tz: z.string().refine(isZone, 'must be a time zone'),
  find: words,
  signal: whole,
  min_trades: whole,
  hours: whole,
  normal: z.literal('1'),
  print: z.literal('1'),
  provenance: z.literal('false'),
}

/** Choices by their names, which the page makes of what it knows. */
const CHOICES = [
  'alarm',
  'amounts',
  'bars',
  'by',
  'interval',
  'level',
  'metric',
  'outcome',
  'profit_by',
  'reason',
  'return',
  'risk',
  'scale',
  'status',
  'type',
  'what',
] as const

const PARAMETERS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ...Object.entries({ ...OF_RECORDS, ...OF_VIEWS }),
  ...CHOICES.map((name) => [name, word] as const),
])

/** How a table of a page stands: its order, columns, place in the list, and rows of a page. */
const OF_TABLE = /^[a-z][a-z_-]{0,40}_(?:sort|cols|page|rows)$/

const schemaOf = (name: string): z.ZodType | undefined =>
  PARAMETERS.get(name) ?? (OF_TABLE.test(name) ? words : undefined)

/** What is wrong with a parameter of a page's query; `null` where the dashboard understands it. */
export const parameterFault = (name: string, value: string): string | null => {
  const schema = schemaOf(name)
  const shown = JSON.stringify(name.slice(0, 80))
  if (schema === undefined) return `the dashboard has no parameter ${shown}`
  if (!isPlainText(value)) return `${shown} must be one line without control characters`
  const { error } = schema.safeParse(value)
  return error === undefined ? null : `${shown}: ${error.issues[0]?.message ?? 'is not understood'}`
}
