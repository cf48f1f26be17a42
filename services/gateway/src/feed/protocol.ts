import { fieldErrorsOf } from '../http/field-errors.ts'
import { type ClientFrame, type CloseReason, clientFrame, type ServerFrameOf } from './frames.ts'
import { MESSAGE_BYTES_MAX, MESSAGES_PER_SECOND } from './limits.ts'

/** What can be wrong with what a client sends, and how it is told. */
export const FEED_ERRORS = {
  'bad-frame': 'The message is no frame',
  validation: 'The message breaks a rule',
  'unknown-op': 'There is no such operation',
  'too-many-messages': `More than ${MESSAGES_PER_SECOND} messages a second`,
  unauthorized: 'The operator token is wrong',
  idle: 'Nothing was subscribed to in time',
  'too-many-connections': 'There are too many connections',
  'unknown-topic': 'There is no such topic',
  'bot-not-found': 'There is no such bot',
  'too-many-topics': 'A connection has too many topics',
  'dependency-unavailable': 'A server behind this one is away',
  internal: 'Something is wrong on our side',
} as const
export type FeedErrorCode = keyof typeof FEED_ERRORS

/** An error as a frame; `id` is that of the message it answers. */
export const errorFrame = (
  code: FeedErrorCode,
  detail: string,
  id?: ServerFrameOf<'error'>['id'],
): ServerFrameOf<'error'> => ({
  t: 'error',
  ...(id === undefined ? {} : { id }),
  code,
  title: FEED_ERRORS[code],
  detail,
})

/** What a message of a client means: an operation, or what is wrong with it and whether that ends the connection. */
export type Reading =
  | { kind: 'op'; op: ClientFrame }
  | { kind: 'refused'; error: ServerFrameOf<'error'>; close: CloseReason | null }

const OPS: ReadonlySet<unknown> = new Set(clientFrame.options.map(({ shape }) => shape.op.value))

const parseObject = (text: string): Record<string, unknown> | null => {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

const idOf = (message: Record<string, unknown>): ServerFrameOf<'error'>['id'] => {
  const { id } = message
  return (typeof id === 'string' && id.length <= 64) || (Number.isSafeInteger(id) && Number(id) >= 0)
    ? (id as string | number)
    : undefined
}

const badFrame = (detail: string): Reading => ({
  kind: 'refused',
  error: errorFrame('bad-frame', detail),
  close: 'bad_frame',
})

/**
 * Reads one message of a client. What is no JSON object ends the connection, since nothing that follows can be trusted to
 * be meant for us; a wrong field is told and forgiven.
 */
export const readMessage = (data: Buffer, isBinary: boolean): Reading => {
  if (isBinary) return badFrame('A message is text, not binary.')
  if (data.length > MESSAGE_BYTES_MAX) return badFrame(`A message has at most ${MESSAGE_BYTES_MAX} bytes.`)
  const message = parseObject(data.toString())
  if (message === null) return badFrame('A message is one JSON object.')
  const id = idOf(message)
  if (!OPS.has(message['op'])) {
    return { kind: 'refused', error: errorFrame('unknown-op', `op is one of ${[...OPS].join(', ')}.`, id), close: null }
  }
  const parsed = clientFrame.safeParse(message, { reportInput: true })
  if (parsed.success) return { kind: 'op', op: parsed.data }
  const [first] = fieldErrorsOf(parsed.error, 'field')
  const detail = first === undefined ? 'It does not fit.' : `${first.pointer}: ${first.message}`
  return { kind: 'refused', error: errorFrame('validation', detail, id), close: null }
}
