/** JSON Schema, draft 2020-12, as far as the gateway's document uses it. */
export type Schema = { readonly [keyword: string]: unknown }

/** Who uses a type: callers may leave out what is optional, or say that it is undefined. */
export type Use = 'read' | 'write'

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

const schemasIn = (value: unknown): Schema[] => (Array.isArray(value) ? value.filter(isSchema) : [])

const union = (types: readonly string[]): string => {
  const distinct = [...new Set(types)]
  return distinct.includes('unknown') ? 'unknown' : distinct.join(' | ')
}

const wrapped = (type: string): string => (/[|&]|^readonly /.test(type) ? `(${type})` : type)

/** A comment of one line, or nothing. */
export const commentOf = (text: unknown): string =>
  typeof text === 'string' && text !== '' ? `/** ${text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')} */\n` : ''

const propertyName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))

const recordOf = (schema: Schema, use: Use): string => {
  const { additionalProperties: values, propertyNames: names, required } = schema
  const value = isSchema(values) ? typeOf(values, use) : 'unknown'
  const key = isSchema(names) && Array.isArray(names['enum']) ? typeOf(names, use) : 'string'
  const record = `Readonly<Record<${key}, ${value}>>`
  return key === 'string' || Array.isArray(required) ? record : `Partial<${record}>`
}

const objectOf = (schema: Schema, use: Use): string => {
  const properties = isSchema(schema['properties']) ? Object.entries(schema['properties']) : []
  if (properties.length === 0 && schema['additionalProperties'] !== false) return recordOf(schema, use)
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : [])
  const fields = properties.map(([name, value]) => {
    const property = isSchema(value) ? value : {}
    const mark = required.has(name) ? '' : '?'
    const type = typeOf(property, use)
    const whole = mark === '?' && use === 'write' ? union([type, 'undefined']) : type
    return `${commentOf(property['description'])}readonly ${propertyName(name)}${mark}: ${whole}`
  })
  const { additionalProperties: more } = schema
  const open = use === 'write' && isSchema(more) && properties.length > 0 ? ['readonly [field: string]: unknown'] : []
  return `{\n${[...fields, ...open].join('\n')}\n}`
}

const arrayOf = ({ items, prefixItems }: Schema, use: Use): string => {
  if (Array.isArray(prefixItems))
    return `readonly [${schemasIn(prefixItems)
      .map((item) => typeOf(item, use))
      .join(', ')}]`
  return `readonly ${wrapped(isSchema(items) ? typeOf(items, use) : 'unknown')}[]`
}

const simple: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
}

const ofKind = (kind: string, schema: Schema, use: Use): string => {
  if (kind === 'object') return objectOf(schema, use)
  if (kind === 'array') return arrayOf(schema, use)
  return simple[kind] ?? 'unknown'
}

/** The TypeScript type of what a schema lets through. */
export const typeOf = (schema: Schema, use: Use): string => {
  const { $ref: ref, type: kinds } = schema
  if (typeof ref === 'string') return ref.slice(ref.lastIndexOf('/') + 1)
  if ('const' in schema) return JSON.stringify(schema['const'])
  if (Array.isArray(schema['enum'])) return union(schema['enum'].map((value) => JSON.stringify(value)))
  const either = [...schemasIn(schema['anyOf']), ...schemasIn(schema['oneOf'])]
  if (either.length > 0) return union(either.map((one) => typeOf(one, use)))
  const all = schemasIn(schema['allOf'])
  if (all.length > 0) return all.map((one) => wrapped(typeOf(one, use))).join(' & ')
  if (Array.isArray(kinds)) return union(kinds.map((kind) => ofKind(String(kind), schema, use)))
  if (typeof kinds === 'string') return ofKind(kinds, schema, use)
  return isSchema(schema['properties']) ? objectOf(schema, use) : 'unknown'
}
