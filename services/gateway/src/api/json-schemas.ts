import { z } from 'zod'
import { bodies, type Json, jsonForms, type Named, shapes } from './named.ts'

const WHERE = '#/components/schemas/'

/** What zod can only say in code and JSON Schema cannot: it must have been told otherwise, or a document would lie. */
const UNTOLD: ReadonlySet<string> = new Set(['transform', 'custom', 'date', 'bigint', 'symbol', 'function'])

type Seen = Parameters<NonNullable<z.core.ToJSONSchemaParams['override']>>[0]

/** Whether nothing but absence fits: strict objects do without such a field. */
const isAbsence = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodUndefined || (schema instanceof z.ZodOptional && isAbsence(schema.unwrap()))

const withoutAbsent = (schema: z.core.$ZodType, json: Seen['jsonSchema']): void => {
  if (!(schema instanceof z.ZodObject)) return
  for (const [name, field] of Object.entries(schema.shape)) if (isAbsence(field)) delete json.properties?.[name]
}

const retold = ({ zodSchema, jsonSchema }: Seen, io: 'input' | 'output'): void => {
  const form = jsonForms[io].get(zodSchema)
  const { def } = zodSchema._zod
  if (form !== undefined) {
    for (const keyword of Object.keys(jsonSchema)) delete jsonSchema[keyword]
    Object.assign(jsonSchema, form.json)
  } else if (UNTOLD.has(def.type)) {
    throw new TypeError(`nothing tells callers of a schema of type ${def.type}`)
  }
  // Answers may gain fields within a version; a client that refuses them would break.
  if (io === 'output' && def.type === 'object') delete jsonSchema.additionalProperties
  // The format says it; the pattern is 300 characters long.
  if ('format' in def && (def.format === 'datetime' || def.format === 'date')) delete jsonSchema.pattern
  withoutAbsent(zodSchema, jsonSchema)
}

const cleaned = ({ $schema: _, $id: __, id: ___, ...schema }: Json): Json => schema

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The schema with references to nameless ones replaced by what they mean. */
const inlined = (value: unknown, meant: (ref: string) => Json | undefined): unknown => {
  if (Array.isArray(value)) return value.map((one) => inlined(one, meant))
  if (!isJson(value)) return value
  const { $ref, ...rest } = value
  const target = typeof $ref === 'string' ? meant($ref) : undefined
  const whole = target === undefined ? value : { ...target, ...rest }
  return Object.fromEntries(Object.entries(whole).map(([keyword, part]) => [keyword, inlined(part, meant)]))
}

/** Every named schema, and what each of some further ones looks like beside them. */
const converted = <Key extends string>(
  named: Named,
  further: ReadonlyMap<Key, z.ZodType>,
  io: 'input' | 'output',
): { named: Json; further: ReadonlyMap<Key, Json> } => {
  const all = z.registry<{ id: string }>()
  const ids = new Map<z.ZodType, string>()
  for (const [id, schema] of named) {
    all.add(schema, { id })
    ids.set(schema, id)
  }
  const keys = new Map<Key, string>()
  for (const [key, schema] of further) {
    const id = ids.get(schema) ?? `further-${ids.size}`
    if (!ids.has(schema)) {
      all.add(schema, { id })
      ids.set(schema, id)
    }
    keys.set(key, id)
  }
  const { schemas } = z.toJSONSchema(all, {
    io,
    unrepresentable: 'any',
    uri: (id) => `${WHERE}${id}`,
    override: (seen) => retold(seen, io),
  })
  const meant = (ref: string): Json | undefined => {
    const id = ref.slice(WHERE.length)
    return named.has(id) ? undefined : cleaned(schemas[id] as Json)
  }
  const schemaOf = (id: string): Json => inlined(cleaned(schemas[id] as Json), meant) as Json
  return {
    named: Object.fromEntries([...named.keys()].map((id) => [id, schemaOf(id)])),
    further: new Map([...keys].map(([key, id]) => [key, named.has(id) ? { $ref: `${WHERE}${id}` } : schemaOf(id)])),
  }
}

/** Schemas of answers as those who read them find them. */
export const answerSchemas = <Key extends string>(further: ReadonlyMap<Key, z.ZodType>) =>
  converted(shapes, further, 'output')

/** Schemas of requests as those who send them write them. */
export const requestSchemas = <Key extends string>(further: ReadonlyMap<Key, z.ZodType>) =>
  converted(bodies, further, 'input')

const referencesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (!isJson(value)) return []
  const { $ref } = value
  const own = typeof $ref === 'string' && $ref.startsWith(WHERE) ? [$ref.slice(WHERE.length)] : []
  return [...own, ...Object.values(value).flatMap(referencesIn)]
}

/** Those of some named schemas that a document needs, in the order of their names. */
export const reachable = (from: unknown, named: Json): Json => {
  const found = new Set<string>()
  const follow = (value: unknown): void => {
    for (const name of referencesIn(value)) {
      if (found.has(name)) continue
      found.add(name)
      follow(named[name])
    }
  }
  follow(from)
  return Object.fromEntries([...found].toSorted().map((name) => [name, named[name]]))
}
