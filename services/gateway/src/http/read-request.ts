import type { z } from 'zod'
import { checkPeriod } from './check-period.ts'
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
export const readQuery = <Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> => {
  const read = reading(schema, query, 'parameter')
  checkPeriod(read, query)
  return read
}

/** Where a key `__proto__` stands, which schemas pass over in silence; `null` where there is none. */
const protoPointer = (value: unknown, at = ''): string | null => {
  if (typeof value !== 'object' || value === null) return null
  for (const [key, inner] of Object.entries(value)) {
    const pointer = `${at}/${key}`
    const found = key === '__proto__' ? pointer : protoPointer(inner, pointer)
    if (found !== null) return found
  }
  return null
}

/** The body as its schema means it. @throws Problem `validation` naming every field at fault. */
export const readBody = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const pointer = protoPointer(body)
  if (pointer === null) return reading(schema, body, 'field')
  const errors = [{ pointer, code: 'unrecognized_keys', message: 'is not a field' }]
  throw new Problem('validation', `${pointer}: is not a field`, { errors })
}
