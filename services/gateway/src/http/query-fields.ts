import { ALARM_LEVELS, ALARM_TYPES, botId } from '@papertape/events'
import { storableText } from '@papertape/store'
import { z } from 'zod'
import type { Moment } from '../reads/as-of/moment.ts'
import { INTERVAL_NAMES } from '../reads/kpi/intervals.ts'

/** A name as the projection stores it. */
const name = z.string().min(1, 'must not be empty').max(512).transform(storableText)

const once = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)

/** A parameter that may be given once. */
const single = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(once, schema)

const whole = z.string('must be given once').regex(/^\d{1,9}$/, 'must be a whole number')

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

/** Query parameters that several routes take, each with one meaning. */
export const queryFields = {
  bot_id: single(botId.optional()),
  mode: single(anyCase(['live', 'replay', 'demo'], 'lower').optional()),
  symbol: several(name),
  strategy: several(name),
  market_type: several(anyCase(['SPOT', 'FUTURES'], 'upper')),
  direction: several(anyCase(['LONG', 'SHORT'], 'upper')),
  /** Inclusive. */
  from: single(instant(false).optional()),
  /** Exclusive; a day is included. */
  to: single(instant(true).optional()),
  min_confidence: single(
    z
      .string('must be given once')
      .regex(/^(?:0|1|0?\.\d+|0\.\d+|1\.0+)$/, 'must be a number from 0 to 1')
      .transform(Number)
      .optional(),
  ),
  limit: single(
    whole.transform(Number).pipe(z.number().min(1, 'must be 1 or more').max(500, 'must be at most 500')).default(50),
  ),
  cursor: single(z.string('must be given once').max(1024).optional()),
}

/** Answers are as of this moment instead of now. */
export const asOfField = single(moment.optional())

/** `status`: a trade's status, or CLOSED for all that closed. */
export const statusField = several(
  anyCase(
    ['OPEN', 'CLOSED', 'CLOSED_TP', 'CLOSED_SL', 'CLOSED_EXPIRED', 'CLOSED_SIGNAL', 'CLOSED_MANUAL', 'NOT_ENTERED'],
    'upper',
  ),
)

/** How far back a history goes, up to a hundred years. */
export const hoursField = single(
  z
    .string('must be given once')
    .regex(/^\d{1,6}(?:\.\d{1,6})?$/, 'must be a number of hours')
    .transform(Number)
    .pipe(z.number().gt(0, 'must be greater than 0').max(876_000, 'must be at most 876000'))
    .default(24),
)

/** How far apart points of a history are. */
export const intervalField = single(
  z.enum(INTERVAL_NAMES, { error: `must be one of ${INTERVAL_NAMES.join(', ')}` }).optional(),
)

/** How many points of a history a page holds. */
export const pointsField = single(
  whole
    .transform(Number)
    .pipe(z.number().min(1, 'must be 1 or more').max(POINTS_MAX, `must be at most ${POINTS_MAX}`))
    .optional(),
)

/** Filters of alarms. */
export const alarmFields = {
  level: several(anyCase(ALARM_LEVELS, 'upper')),
  alarm_type: several(anyCase(ALARM_TYPES, 'upper')),
}
