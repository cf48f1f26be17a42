import { type Html, html } from '@papertape/report'
import type { Json } from '../named.ts'

const WHERE = '#/components/schemas/'

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const named = (name: string): Html => html`<a href="#schema-${name}">${name}</a>`

const joined = (parts: readonly Html[], by: string): Html => ({
  markup: parts.map(({ markup }) => markup).join(by),
})

/** What a value can be, in few words. */
export const typeView = (schema: unknown): Html => {
  if (!isJson(schema)) return html`anything`
  const { $ref, const: constant, enum: values, anyOf, oneOf, allOf, type, format, items } = schema
  if (typeof $ref === 'string') return named($ref.slice(WHERE.length))
  if (constant !== undefined) return html`<code>${JSON.stringify(constant)}</code>`
  if (Array.isArray(values)) {
    return joined(
      values.map((value: unknown) => html`<code>${String(value)}</code>`),
      ' | ',
    )
  }
  const branches = [...list(anyOf), ...list(oneOf), ...list(allOf)]
  if (branches.length > 0)
    return joined(
      [...new Set(branches.map((branch) => typeView(branch).markup))].map((markup) => ({ markup })),
      ' or ',
    )
  const types = [type].flat().filter((one) => typeof one === 'string')
  if (types.includes('array')) return html`list of ${typeView(items)}`
  if (isJson(schema['additionalProperties']) && schema['properties'] === undefined) {
    return html`object of ${typeView(schema['additionalProperties'])}`
  }
  return html`${types.length === 0 ? 'anything' : types.join(' or ')}${typeof format === 'string' ? ` (${format})` : null}`
}

const rangeOf = (schema: Json): string =>
  [
    ['minimum', '≥'],
    ['exclusiveMinimum', '>'],
    ['maximum', '≤'],
    ['exclusiveMaximum', '<'],
  ]
    .flatMap(([keyword = '', sign]) => (typeof schema[keyword] === 'number' ? [`${sign} ${schema[keyword]}`] : []))
    .join(', ')

/** What is said of a value beside its type: bounds, default, meaning. */
export const notesView = (schema: unknown): Html => {
  if (!isJson(schema)) return html``
  const { default: standard, description } = schema
  const parts = [
    typeof description === 'string' ? `${description}.` : '',
    rangeOf(schema) === '' ? '' : `${rangeOf(schema)}.`,
    standard === undefined || isJson(standard) ? '' : `Default ${JSON.stringify(standard)}.`,
  ]
  return html`${parts
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll('..', '.')}`
}

/** One row of a list of fields or parameters. */
export const fieldView = (name: string, schema: unknown, required: boolean): Html =>
  html`<div><dt><code>${name}</code>${required ? null : html` <small>optional</small>`}</dt><dd>${typeView(schema)} <span class="quiet">${notesView(schema)}</span></dd></div>`

/** The fields of an object, those of nameless objects in it below them. */
export const fieldsView = (schema: unknown, depth = 0): Html => {
  if (!isJson(schema)) return html``
  const properties = isJson(schema['properties']) ? Object.entries(schema['properties']) : []
  if (properties.length === 0 || depth > 3) return html``
  const required = new Set(list(schema['required']))
  const rows = properties.map(([name, part]) => {
    const inner = isJson(part) && part['type'] === 'array' ? part['items'] : part
    return html`${fieldView(name, part, required.has(name))}${fieldsView(inner, depth + 1).markup === '' ? null : html`<div class="inner">${fieldsView(inner, depth + 1)}</div>`}`
  })
  return html`<dl>${rows}</dl>`
}

/** A schema with its fields, or with those of each of its branches. */
export const schemaView = (schema: Json): Html => {
  const branches = [...list(schema['anyOf']), ...list(schema['oneOf'])].filter(
    (branch) => isJson(branch) && 'properties' in branch,
  )
  if (branches.length > 0) {
    return html`${branches.map((branch, at) => html`<p class="quiet">${at === 0 ? 'Either' : 'or'}</p>${fieldsView(branch)}`)}`
  }
  const fields = fieldsView(schema)
  return fields.markup === ''
    ? html`<p>${typeView(schema)} <span class="quiet">${notesView(schema)}</span></p>`
    : fields
}
