import type { z } from 'zod'
import { fieldErrorsOf } from './field-errors.ts'
import { Problem } from './problem.ts'

/** As many faults are told: an answer must not be larger than what caused it. */
const ERRORS_MAX = 100

const reading = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: 'field' | 'parameter',
): z.output<Schema> => {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  const errors = fieldErrorsOf(result.error, what).slice(0, ERRORS_MAX)
  const [first] = errors
  const summary = first === undefined ? undefined : `${first.pointer || `the ${what}s`}: ${first.message}`
  throw new Problem('validation', summary, { errors })
}

/** The query as its schema means it. @throws Problem `validation` naming every parameter at fault. */
export const readQuery = <Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> =>
  reading(schema, query, 'parameter')

/** The body as its schema means it. @throws Problem `validation` naming every field at fault. */
export const readBody = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> =>
  reading(schema, body, 'field')
