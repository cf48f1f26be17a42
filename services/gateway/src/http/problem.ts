/** Every error this service answers with: status, title and what it means. `GET /api/problems/{code}` shows it. */
export const PROBLEMS = {
  validation: [400, 'The request breaks a rule', 'errors[] names each field and the rule it breaks.'],
  'malformed-request': [400, 'The request cannot be read', 'The URL or the HTTP message itself is malformed.'],
  'malformed-json': [400, 'The body is no JSON', 'The body must be one JSON document in UTF-8.'],
  'invalid-cursor': [
    400,
    'The cursor does not fit',
    'A cursor is only good for the list and the filters it came with.',
  ],
  'as-of-beyond': [400, 'That moment has not come', 'as_of must not lie behind the ledger’s end, nor in the future.'],
  'as-of-too-far': [
    400,
    'That moment is too far from what is kept',
    'The detail names moments near it that are answered at once, and how else to ask.',
  ],
  unauthorized: [401, 'A token is missing', 'Send Authorization: Bearer with the operator token.'],
  forbidden: [403, 'The token is not good for this', 'It is unknown, expired or revoked, or meant for something else.'],
  'not-found': [404, 'There is no such page', 'No route has this path.'],
  'bot-not-found': [404, 'There is no such bot', 'No bot that you may see has this id.'],
  'trade-not-found': [404, 'There is no such trade', 'No trade that you may see has this id.'],
  'alarm-not-found': [404, 'There is no such alarm', 'No alarm that you may see has this id.'],
  'signal-not-found': [404, 'There is no such signal', 'No signal that you may see was received under this id.'],
  'report-not-found': [404, 'There is no such report', 'No report that you may see has this id.'],
  'channel-not-found': [404, 'There is no such channel', 'No channel for notifications has this id.'],
  'source-not-found': [404, 'There is no such source', 'No source of signals has this id.'],
  'share-not-found': [404, 'There is no such link', 'No shared link has this id.'],
  'notification-not-found': [404, 'There is no such notification', 'Nobody was to be told anything under this id.'],
  'method-not-allowed': [405, 'The method is not allowed here', 'The Allow header lists what this path takes.'],
  'request-timeout': [408, 'The request took too long to arrive', 'Send headers and body without long pauses.'],
  'trade-closed': [409, 'The trade has ended', 'A trade that has ended cannot be closed again.'],
  'replay-bot': [409, 'The bot is of a replay', 'What a replay bot does is decided by its file alone.'],
  'notification-not-retryable': [409, 'The notification is not to be sent', 'It was delivered, or is being sent now.'],
  'too-many-channels': [409, 'There are too many channels', 'Remove one before you add another.'],
  'too-many-sources': [409, 'There are too many sources', 'Revoke one before you add another.'],
  'too-many-shares': [409, 'There are too many shared links', 'Revoke one before you add another.'],
  'bot-exists': [409, 'The bot exists already', 'A bot id is registered once, for ever.'],
  'projection-behind': [409, 'The figures are not that new yet', 'Ask again shortly, or wait longer with wait_ms.'],
  contended: [409, 'Others keep changing this bot', 'Several changes met; look at the bot and send yours again.'],
  'share-ended': [410, 'The link has ended', 'It has expired or was revoked.'],
  'body-too-large': [413, 'The body is too large', 'A body may have at most 1 MiB.'],
  'idempotency-key-reused': [
    422,
    'The key was used for another body',
    'An Idempotency-Key stands for one request: send the same bytes again, or take a new key.',
  ],
  'too-much-asked': [422, 'The answer would be too much work', 'Ask for less: the detail says of what.'],
  'uri-too-long': [414, 'The path is too long', 'No name in a path is as long as that.'],
  'unsupported-media-type': [415, 'The body has the wrong media type', 'The Accept header lists what this path takes.'],
  'rate-limited': [429, 'Too many requests', 'Retry-After says when to ask again, RateLimit how often.'],
  'upgrade-required': [426, 'This is a WebSocket', 'Connect with the subprotocol papertape.v1+json; see docs/feed.md.'],
  'headers-too-large': [431, 'The headers are too large', 'Send fewer or shorter headers.'],
  internal: [500, 'Something is wrong on our side', 'It has been logged under the request id.'],
  'dependency-unavailable': [503, 'A server behind this one is away', 'Nothing was changed; try again shortly.'],
  'outcome-unknown': [503, 'The change may or may not be recorded', 'Look at the bot before you send it again.'],
  busy: [503, 'Too many heavy requests are being worked on', 'Try again shortly.'],
  'too-many-streams': [503, 'Too many streams are open', 'Try again shortly, or read the plain route.'],
} as const satisfies Record<string, readonly [status: number, title: string, meaning: string]>

export type ProblemCode = keyof typeof PROBLEMS

/** One field at fault: an RFC 6901 pointer into the body, or `/name` of a query parameter. */
export type FieldError = { pointer: string; code: string; message: string }

/** A request that cannot be answered as asked. Its detail is shown to the caller, so it holds nothing private. */
export class Problem extends Error {
  override name = 'Problem'
  code: ProblemCode
  errors: readonly FieldError[]
  headers: Readonly<Record<string, string>>

  constructor(
    code: ProblemCode,
    detail?: string,
    more: { errors?: readonly FieldError[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail ?? PROBLEMS[code][2], { cause: more.cause })
    this.code = code
    this.errors = more.errors ?? []
    this.headers = more.headers ?? {}
  }
}

/** RFC 9457. `type` is a relative reference, so that it resolves on whatever host the gateway runs. */
export type ProblemBody = {
  type: string
  title: string
  status: number
  detail: string
  instance?: string
  code: ProblemCode
  request_id: string
  errors?: readonly FieldError[]
}

/** What is sent for a problem. `instance` is the path without its query, where a caller may have put anything. */
export const problemBody = (problem: Problem, request: { id: string; path?: string }): ProblemBody => {
  const [status, title] = PROBLEMS[problem.code]
  return {
    type: `/api/problems/${problem.code}`,
    title,
    status,
    detail: problem.message,
    ...(request.path === undefined ? {} : { instance: request.path }),
    code: problem.code,
    request_id: request.id,
    ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
  }
}

/** NATS does not answer, so nothing can be written or read from the ledger. */
export const natsAway = (): Problem =>
  new Problem('dependency-unavailable', 'NATS does not answer.', { headers: { 'retry-after': '2' } })
