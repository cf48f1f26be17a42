import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** JSON as it was parsed. */
export type Json = ReturnType<typeof JSON.parse>

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
  ajv.addSchema({ $id: 'document', components: whole.components })
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

const patternOf = (address: string): RegExp =>
  new RegExp(`^${RegExp.escape(address).replaceAll(/\\\{\w+\\\}/g, '[^.]+')}$`)

/** Judges messages by the AsyncAPI document alone: those on a subject that it does not tell of are faulty too. */
export const messageJudgeBy = (document: Json): ((subject: string, payload: unknown) => string[]) => {
  const judge = judgeBy(document)
  const channels = Object.values<Json>(document.channels).map(({ address, messages }) => ({
    pattern: patternOf(address),
    names: Object.keys(messages),
  }))
  return (subject, payload) => {
    const channel = channels.find(({ pattern }) => pattern.test(subject))
    if (channel === undefined) return [`${subject} is not described`]
    const faults = channel.names.map((name) => judge({ $ref: `#/components/messages/${name}/payload` }, payload))
    return faults.some((own) => own.length === 0) ? [] : faults.flat().map((fault) => `${subject}: ${fault}`)
  }
}
