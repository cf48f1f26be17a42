import { z } from 'zod'

/** Schemas by the names they have in the documents, where each stands once. */
export type Named = ReadonlyMap<string, z.ZodType>

const answered = new Map<string, z.ZodType>()
const asked = new Map<string, z.ZodType>()

/** What answers are made of. */
export const shapes: Named = answered
/** What requests are made of; apart from answers, where a field that has a default is always there. */
export const bodies: Named = asked

const name = <Schema extends z.ZodType>(names: Map<string, z.ZodType>, id: string, schema: Schema): Schema => {
  if (names.has(id)) throw new RangeError(`two schemas are named ${id}`)
  names.set(id, schema)
  return schema
}

/** Names a part of answers. */
export const shape = <Schema extends z.ZodType>(id: string, schema: Schema): Schema => name(answered, id, schema)

/** Names a part of requests. */
export const body = <Schema extends z.ZodType>(id: string, schema: Schema): Schema => name(asked, id, schema)

/** JSON Schema, draft 2020-12, as OpenAPI 3.1 and AsyncAPI 3 take it. */
export type Json = { [keyword: string]: unknown }

/** How callers are told of a schema whose own way of reading says less, such as one that takes text and gives a list. */
export const jsonForms = { input: z.registry<{ json: Json }>(), output: z.registry<{ json: Json }>() } as const

/** Says for a schema what those who send it are told. */
export const askedAs = <Schema extends z.ZodType>(schema: Schema, json: Json): Schema => {
  jsonForms.input.add(schema, { json })
  return schema
}

/** Says for a schema what those who read it are told. */
export const shownAs = <Schema extends z.ZodType>(schema: Schema, json: Json): Schema => {
  jsonForms.output.add(schema, { json })
  return schema
}
