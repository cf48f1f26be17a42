import type { Json } from '@papertape/testkit'
import fc from 'fast-check'
import { resolved } from './document.ts'

/** Values that programs stumble over. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\u0000',
    '\uD800',
    '\u202E',
    '💥'.repeat(200),
    '__proto__',
    'constructor',
    "'; drop table trades; --",
    '../../etc/passwd',
    '%00',
    '-0',
    '1e400',
    'NaN',
    '9'.repeat(400),
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER + 1,
    true,
    [],
    {},
    [[[[[]]]]],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(JSON.parse('{"__proto__":{"public":false},"constructor":{"prototype":1}}') as unknown),
  fc.jsonValue({ maxDepth: 2 }),
)

const textOf = ({ pattern, format, minLength = 0, maxLength = 40 }: Json): fc.Arbitrary<string> => {
  if (format === 'date-time') return moment.map((date) => date.toISOString())
  if (format === 'date') return moment.map((date) => date.toISOString().slice(0, 10))
  const lengths = { minLength, maxLength: Math.min(maxLength, minLength + 40) }
  if (pattern === undefined) return fc.string({ unit: 'grapheme-composite', ...lengths })
  const whole = new RegExp(pattern, 'u')
  // Look-aheads and properties of characters are for filtering alone: no generator reads them backwards.
  const readable = pattern.replaceAll(/\(\?=[^)]*\)/g, '')
  if (/\\p\{/.test(readable))
    return fc.string({ unit: 'grapheme-ascii', ...lengths }).filter((text) => whole.test(text))
  return fc
    .stringMatching(new RegExp(readable))
    .filter((text) => whole.test(text) && text.length >= minLength && text.length <= maxLength)
}
const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })

const numberOf = ({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Json): fc.Arbitrary<number> => {
  const least = exclusiveMinimum === undefined ? (minimum ?? -1e6) : exclusiveMinimum + 0.001
  const most = exclusiveMaximum === undefined ? (maximum ?? 1e9) : exclusiveMaximum - 0.001
  const inside = fc.double({ min: least, max: most, noNaN: true }).map((value) => Number(value.toFixed(3)))
  return fc.oneof(fc.constantFrom(least, most), inside).filter((value) => value >= least && value <= most)
}

const integerOf = ({ minimum = -1e6, maximum = 1e9 }: Json): fc.Arbitrary<number> =>
  fc.oneof(fc.constantFrom(minimum, maximum), fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31 - 1) }))

const objectOf = (document: Json, schema: Json): fc.Arbitrary<unknown> => {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, valid(document, part)])),
    { requiredKeys: required },
  )
  if (typeof additionalProperties !== 'object') return known
  const keys = propertyNames === undefined ? fc.string({ maxLength: 10 }) : valid(document, propertyNames)
  return fc.dictionary(keys as fc.Arbitrary<string>, valid(document, additionalProperties), { maxKeys: 3 })
}

const ofType = (document: Json, type: string, schema: Json): fc.Arbitrary<unknown> => {
  switch (type) {
    case 'string':
      return textOf(schema)
    case 'number':
      return numberOf(schema)
    case 'integer':
      return integerOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(valid(document, schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 })
    case 'object':
      return objectOf(document, schema)
    default:
      throw new RangeError(`no generator for type ${type}`)
  }
}

/** Values that a schema of the document allows, its bounds among them. */
export const valid = (document: Json, given: Json): fc.Arbitrary<unknown> => {
  const schema = resolved(document, given)
  if ('const' in schema) return fc.constant(schema.const)
  if ('enum' in schema) return fc.constantFrom(...(schema.enum as unknown[]))
  const branches: Json[] | undefined = schema.anyOf ?? schema.oneOf
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => valid(document, branch)))
  const types: string[] = [schema.type ?? []].flat()
  if (types.length === 0) return fc.jsonValue({ maxDepth: 1 })
  return fc.oneof(...types.map((type) => ofType(document, type, schema)))
}

/** Bodies like those that a schema allows, with one thing wrong: another value, a field more, or no such thing at all. */
export const almostValid = (document: Json, schema: Json): fc.Arbitrary<unknown> =>
  fc.oneof(
    hostile,
    fc.tuple(valid(document, schema), fc.nat(), hostile).map(([body, at, wrong]) => {
      if (typeof body !== 'object' || body === null) return wrong
      const names = Object.keys(body)
      const name = names[at % Math.max(names.length, 1)] ?? 'nope'
      return { ...body, [name]: wrong }
    }),
    fc
      .tuple(valid(document, schema), fc.constantFrom('nope', '__proto__', '', '\u0000', 'toString'), hostile)
      .map(([body, name, value]) =>
        typeof body === 'object' && body !== null
          ? Object.fromEntries([...Object.entries(body), [name, value]])
          : value,
      ),
  )
