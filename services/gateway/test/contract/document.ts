import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** JSON as it was parsed. */
export type Json = ReturnType<typeof JSON.parse>

/** One operation of a document. */
export type Described = { path: string; method: string; id: string; operation: Json }

const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete'])

/** Every operation of an OpenAPI document. */
export const operationsOf = (document: Json): Described[] =>
  Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item)
      .filter(([method]) => METHODS.has(method))
      .map(([method, operation]) => ({ path, method: method.toUpperCase(), id: operation.operationId, operation })),
  )

/** The schema of a document with each object closed: what is not described is not there. */
const closed = (schema: Json): Json => {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const parts = Object.fromEntries(Object.entries(schema).map(([keyword, part]) => [keyword, closed(part)]))
  const isOpenObject = 'properties' in parts && parts['type'] === 'object' && !('additionalProperties' in parts)
  return isOpenObject ? { ...parts, additionalProperties: false } : parts
}

/** What is wrong with a value by a schema of the document; empty where it fits. */
export type Judge = (schema: Json, value: unknown) => string[]

/** Judges values by a document and by nothing else. `id` names the document in references. */
export const judgeBy = (document: Json, options: { closed: boolean } = { closed: true }): Judge => {
  const whole = options.closed ? closed(document) : document
  const ajv = addFormats.default(
    new Ajv2020({ strict: false, allErrors: false, validateFormats: true, allowUnionTypes: true }),
  )
  ajv.addSchema({ $id: 'document', ...whole })
  const known = new Map<string, ReturnType<typeof ajv.compile>>()
  const absolute = (schema: Json): Json =>
    JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
      key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'document#') : value,
    )
  return (schema, value) => {
    const given = options.closed ? closed(schema) : schema
    const key = JSON.stringify(given)
    const validate = known.get(key) ?? ajv.compile(absolute(given))
    known.set(key, validate)
    if (validate(value)) return []
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath, message, JSON.stringify(params)].join(' '),
    )
  }
}

/** The schema that a reference of the document means, with what stands beside the reference. */
export const resolved = (document: Json, schema: Json): Json => {
  if (typeof schema?.$ref !== 'string') return schema
  const { $ref, ...beside } = schema
  const target = $ref
    .slice(2)
    .split('/')
    .reduce((at: Json, key: string) => at[key], document)
  return { ...resolved(document, target), ...beside }
}
