import type { z } from 'zod'
import { canWait } from '../http/fresh-reads.ts'
import type { ProblemCode } from '../http/problem.ts'

/** Who may ask. `source`: the operator, or a source with a token for the bot. */
export type Auth = 'anyone' | 'operator' | 'source'

/** The envelope of a success: what `data` is, whether pages follow each other, and what `meta` holds beside `as_of`. */
type EnvelopeAnswer = {
  kind: 'envelope'
  data: z.ZodType
  paged?: true
  /** Whether `meta.mode` tells which bots are covered. */
  covers?: true
  meta?: { [field: string]: z.ZodType }
  /** The media type in which who asks for it gets the same as text. */
  alsoText?: string
}

/** A success of one status. */
export type Answer = { status: number; description: string; headers?: readonly string[] } & (
  | EnvelopeAnswer
  /** JSON without the envelope, such as this description; `also`: the media types of other files that hold the same. */
  | { kind: 'json'; data: z.ZodType; also?: readonly string[] }
  /** Anything else, as text. */
  | { kind: 'text'; mediaType: string }
  | { kind: 'none' }
)

/** A request that works on the example data, told in the reference and run in a test. */
export type Example = {
  path?: { [parameter: string]: string }
  query?: { [parameter: string]: string }
  body?: unknown
}

/** A body: JSON as the schema says, or text of another media type, such as lines of JSON. */
export type Body = { schema: z.ZodType; optional?: true; alsoText?: string }

/** One thing that callers may ask: all that documents, tests and the reference know of it. */
export type Operation = {
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `{names}`; ends with a slash where the contract writes one. */
  path: string
  tag: string
  summary: string
  description?: string
  auth: Auth
  query: z.ZodObject
  /** Request headers with a meaning beside those of HTTP. */
  headers?: { [name: string]: string }
  body?: Body
  answers: readonly [Answer, ...Answer[]]
  /** What can go wrong beside what can everywhere. */
  problems: readonly ProblemCode[]
  example: Example
}

/** What can go wrong with any request. */
const EVERYWHERE: readonly ProblemCode[] = [
  'validation',
  'malformed-request',
  'uri-too-long',
  'headers-too-large',
  'request-timeout',
  'rate-limited',
  'internal',
  'dependency-unavailable',
]

/** What can go wrong with a body. */
const OF_BODIES: readonly ProblemCode[] = ['malformed-json', 'body-too-large', 'unsupported-media-type']

/** Whether it can be asked to wait for a ledger sequence. */
export const waits = ({ method, path }: Operation): boolean => canWait(method, routeOf(path))

/** All that can go wrong. */
export const problemsOf = (operation: Operation): ProblemCode[] => {
  const { auth, query, body, method, problems } = operation
  return [
    ...new Set([
      ...EVERYWHERE,
      ...(auth === 'anyone' ? [] : (['unauthorized', 'forbidden'] as const)),
      // A body is read where the method may have one, also where none is wanted.
      ...(body === undefined && method === 'GET' ? [] : OF_BODIES),
      ...('cursor' in query.shape ? (['invalid-cursor'] as const) : []),
      ...('bot_id' in query.shape ? (['bot-not-found'] as const) : []),
      ...('as_of' in query.shape ? (['as-of-beyond', 'as-of-too-far', 'busy'] as const) : []),
      ...(waits(operation) ? (['projection-behind', 'busy'] as const) : []),
      ...problems,
    ]),
  ]
}

const isPath = (part: string): boolean => part.startsWith('{')

/** The names in a path. */
export const parametersOf = (path: string): string[] =>
  path
    .split('/')
    .filter(isPath)
    .map((part) => part.slice(1, -1))

/** The path as the router writes it. */
export const routeOf = (path: string): string =>
  path
    .split('/')
    .map((part) => (isPath(part) ? `:${part.slice(1, -1)}` : part))
    .join('/')
    .replace(/(.)\/$/, '$1')
