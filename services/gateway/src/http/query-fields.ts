import { ALARM_LEVELS, ALARM_TYPES, BOT_ID, botId, REJECTION_REASONS } from '@papertape/events'
import { storableText } from '@papertape/store'
import { z } from 'zod'
import { askedAs, type Json } from '../api/named.ts'
import type { Moment } from '../reads/as-of/moment.ts'
import { INTERVAL_NAMES } from '../reads/kpi/intervals.ts'
import { wholeNumber } from './whole-number.ts'

/** A name as the projection stores it. */
const named = z.string('must be given once').min(1, 'must not be empty').max(512)
const name = named.transform(storableText)
const oneName = named.regex(/^[^,]*$/, 'must be one, without a comma').transform(storableText)

const once = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)

/** A parameter that may be given once. */
export const single = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(once, schema)

/** Values separated by commas, or the parameter given several times. */
const several = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  z.preprocess(
    (value) =>
      value === undefined
        ? value
        : [value].flat().flatMap((text: unknown) => (typeof text === 'string' ? text.split(',') : [text])),
    z.array(schema).max(100).optional(),
  )

const anyCase = <const Values extends readonly [string, ...string[]]>(values: Values, to: 'upper' | 'lower') =>
  z
    .string()
    .transform((text) => (to === 'upper' ? text.toUpperCase() : text.toLowerCase()))
    .pipe(z.enum(values))

const MARKETS = ['SPOT', 'FUTURES'] as const
const DIRECTIONS = ['LONG', 'SHORT'] as const
const CONFIDENCE = /^(?:0|1|0?\.\d+|0\.\d+|1\.0+)$/

const DAY_MS = 86_400_000
const POINTS_MAX = 5000

/** The instant a text means, as RFC 3339 UTC; a day alone means its start, or with `end` the start of the next. */
const instant = (end: boolean) =>
  z.string('must be given once').transform((text, context) => {
    // A plus sign that nobody percent-encoded arrives as a space.
    const given = text.replace(/ (\d\d:\d\d)$/, '+$1')
    if (z.iso.date().safeParse(given).success) {
      return new Date(Date.parse(given) + (end ? DAY_MS : 0)).toISOString()
    }
    const time = z.iso.datetime({ offset: true }).safeParse(given)
    if (time.success) return new Date(Date.parse(time.data)).toISOString()
    context.addIssue({ code: 'custom', message: 'must be a day or an RFC 3339 time with its offset' })
    return z.NEVER
  })

/** A ledger sequence, or a time; no day alone, which does not say which of its ends is meant. */
const moment = z.string('must be given once').transform((text, context): Moment => {
  if (/^\d{1,15}$/.test(text)) return { kind: 'seq', seq: Number(text) }
  const time = z.iso.datetime({ offset: true }).safeParse(text.replace(/ (\d\d:\d\d)$/, '+$1'))
  if (time.success) return { kind: 'time', time: new Date(Date.parse(time.data)).toISOString() }
  context.addIssue({ code: 'custom', message: 'must be a ledger sequence or an RFC 3339 time with its offset' })
  return z.NEVER
})

const texts = (description: string): Json => ({
  type: 'array',
  items: { type: 'string', minLength: 1, maxLength: 512, pattern: '^[^,]*$' },
  maxItems: 100,
  description,
})
const choices = (values: readonly string[], description: string): Json => ({
  type: 'array',
  items: { enum: values },
  maxItems: 100,
  description,
})
const choice = (values: readonly string[], description: string): Json => ({ type: 'string', enum: values, description })

const MODES = ['live', 'replay', 'demo'] as const

const MOMENT_FORMS = [
  { type: 'string', format: 'date' },
  { type: 'string', format: 'date-time' },
]

/** `from`, inclusive, and `to`, exclusive but for a day, which is included. */
const period = (from: string, to: string) => ({
  from: askedAs(single(instant(false).optional()), { anyOf: MOMENT_FORMS, description: from }),
  to: askedAs(single(instant(true).optional()), { anyOf: MOMENT_FORMS, description: to }),
})

/** Query parameters that several routes take, each with one meaning. */
export const queryFields = {
  bot_id: askedAs(single(botId.optional()), { type: 'string', pattern: BOT_ID.source, description: 'One bot alone' }),
  mode: askedAs(
    single(anyCase(MODES, 'lower').optional()),
    choice(MODES, 'Which kind of bots; without it and without bot_id live, or demo where there are no live bots'),
  ),
  symbol: askedAs(several(name), texts('Symbols')),
  strategy: askedAs(several(name), texts('Strategies')),
  market_type: askedAs(several(anyCase(MARKETS, 'upper')), choices(MARKETS, 'Kinds of market')),
  direction: askedAs(several(anyCase(DIRECTIONS, 'upper')), choices(DIRECTIONS, 'Directions')),
  ...period('Entered at or after; a day means its start in UTC', 'Entered before; a day is included whole'),
  min_confidence: askedAs(
    single(
      z.string('must be given once').regex(CONFIDENCE, 'must be a number from 0 to 1').transform(Number).optional(),
    ),
    { type: 'number', minimum: 0, maximum: 1, description: 'A trade without confidence is below' },
  ),
  limit: askedAs(single(wholeNumber(1, 500).default(50)), {
    type: 'integer',
    minimum: 1,
    maximum: 500,
    default: 50,
    description: 'Rows of a page',
  }),
  cursor: askedAs(single(z.string('must be given once').max(1024).optional()), {
    type: 'string',
    maxLength: 1024,
    description: 'page.next of the page before, with the same filters',
  }),
}

/** Answers are as of this moment instead of now. */
export const asOfField = askedAs(single(moment.optional()), {
  anyOf: [
    { type: 'string', pattern: '^\\d{1,15}$' },
    { type: 'string', format: 'date-time' },
  ],
  description: 'As figures stood then: a ledger sequence, or a time',
})

const STATUSES = [
  'OPEN',
  'CLOSED',
  'CLOSED_TP',
  'CLOSED_SL',
  'CLOSED_EXPIRED',
  'CLOSED_SIGNAL',
  'CLOSED_MANUAL',
  'NOT_ENTERED',
] as const

const BOTS_MIN = 2
/** As many are compared with each other. */
export const BOTS_MAX = 40

/** Several bots, beside each other. */
export const botsField = askedAs(
  several(botId).refine(
    (ids) => ids === undefined || (new Set(ids).size >= BOTS_MIN && ids.length <= BOTS_MAX),
    `must be ${BOTS_MIN} to ${BOTS_MAX} different bots`,
  ),
  {
    type: 'array',
    items: { type: 'string', pattern: BOT_ID.source },
    minItems: BOTS_MIN,
    maxItems: BOTS_MAX,
    uniqueItems: true,
    description: 'Bots of one mode',
  },
)

/** One symbol. */
export const oneSymbolField = askedAs(single(oneName.optional()), {
  type: 'string',
  minLength: 1,
  maxLength: 512,
  pattern: '^[^,]*$',
  description: 'One symbol',
})

const OUTCOMES = ['ACCEPTED', 'REJECTED'] as const

/** What became of signals. */
export const dispositionFields = {
  outcome: askedAs(single(anyCase(OUTCOMES, 'upper').optional()), choice(OUTCOMES, 'What became of them')),
  reason: askedAs(
    several(anyCase(REJECTION_REASONS, 'upper')),
    choices(REJECTION_REASONS, 'Why they were rejected; none that was accepted has a reason'),
  ),
}

/** Days of a record: those that begin in the period. */
export const dayPeriod = period('Days that begin at or after it', 'Days that begin before it; a day is included')

/** Snapshots of a record. */
export const snapshotPeriod = period(
  'Snapshots at or after it; a day means its start in UTC',
  'Snapshots before it; a day is included whole',
)

/** Executions of a record. */
export const fillPeriod = period(
  'Fills at or after it; a day means its start in UTC',
  'Fills before it; a day is included whole',
)

/** `status`: a trade's status, or CLOSED for all that closed. */
export const statusField = askedAs(
  several(anyCase(STATUSES, 'upper')),
  choices(STATUSES, 'CLOSED means all that closed'),
)

/** How far back a history goes, up to a hundred years. */
export const hoursField = askedAs(
  single(
    z
      .string('must be given once')
      .regex(/^\d+(?:\.\d{1,6})?$/, 'must be a number of hours, to six decimals')
      .transform((text) => Math.min(Number(text), Number.MAX_SAFE_INTEGER))
      .pipe(z.number().gt(0, 'must be greater than 0').max(876_000, 'must be at most 876000'))
      .default(24),
  ),
  { type: 'number', exclusiveMinimum: 0, maximum: 876_000, default: 24, description: 'How far back, to six decimals' },
)

/** How far apart points of a history are. */
export const intervalField = askedAs(
  single(z.enum(INTERVAL_NAMES, { error: `must be one of ${INTERVAL_NAMES.join(', ')}` }).optional()),
  choice(INTERVAL_NAMES, 'How far apart; without it the finest that gives at most 1,000 points'),
)

/** How many points of a history a page holds. */
export const pointsField = askedAs(single(wholeNumber(1, POINTS_MAX).optional()), {
  type: 'integer',
  minimum: 1,
  maximum: POINTS_MAX,
  description: 'Points of a page; only with interval',
})

/** Filters of alarms. */
export const alarmFields = {
  level: askedAs(several(anyCase(ALARM_LEVELS, 'upper')), choices(ALARM_LEVELS, 'Levels')),
  alarm_type: askedAs(several(anyCase(ALARM_TYPES, 'upper')), choices(ALARM_TYPES, 'Types of alarm')),
}

/** No parameters at all. */
export const noQuery = z.strictObject({})
/** A bot or a mode. */
export const scopeQuery = z.strictObject({ bot_id: queryFields.bot_id, mode: queryFields.mode })
/** A bot or a mode, as it stands or as it stood. */
export const pastScopeQuery = scopeQuery.extend({ as_of: asOfField })
