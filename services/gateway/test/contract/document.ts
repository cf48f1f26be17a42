import type { Json } from '@papertape/testkit'

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
