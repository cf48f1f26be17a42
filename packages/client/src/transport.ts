import { type Answer, readAnswer } from './answer.ts'
import { jitterMs, pause } from './pause.ts'
import { PapertapeProblem, PapertapeUnreachable } from './problem.ts'

/** How one request is made; what is not said is as the client was created. */
export type RequestOptions = {
  /** Ends the request, and the waiting between attempts, with the signal's reason. */
  signal?: AbortSignal | undefined
  /** How long one attempt may take, in milliseconds: 10,000. */
  timeoutMs?: number | undefined
  /** Attempts after the first: 4. Only requests that may safely be sent twice are. */
  retries?: number | undefined
  headers?: Readonly<Record<string, string>> | undefined
}

export type Request = { method: string; path: string; body?: { type: string; text: string }; idempotent?: boolean }

/** Sends a request until it is answered, or not worth another attempt. */
export type Transport = (request: Request, options?: RequestOptions) => Promise<Answer<unknown>>

export type TransportOptions = {
  baseUrl: string
  token?: string | undefined
  fetch?: typeof fetch | undefined
  signal?: AbortSignal | undefined
  timeoutMs?: number | undefined
  retries?: number | undefined
  /** Between 0 and 1, for the pauses between attempts. */
  random?: (() => number) | undefined
}

const TIMEOUT_MS = 10_000
const RETRIES = 4
/** A server that asks for more patience than this is better asked by the program itself, later. */
const RETRY_AFTER_SECONDS_MAX = 60
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

/**
 * How long to wait before the next attempt, in milliseconds, or `null` when there is to be none. What the server asked for
 * in Retry-After is waited for, and a little more by chance.
 */
export const retryDelayMs = (
  error: unknown,
  attempt: number,
  { idempotent, retries, random }: { idempotent: boolean; retries: number; random: () => number },
): number | null => {
  if (!idempotent || attempt > retries) return null
  const jitter = jitterMs(attempt, { firstMs: 500, mostMs: 30_000, random })
  if (error instanceof PapertapeUnreachable) return jitter
  if (!(error instanceof PapertapeProblem) || (error.status !== 429 && error.status !== 503)) return null
  const { retryAfter } = error
  if (retryAfter === null) return jitter
  return retryAfter > RETRY_AFTER_SECONDS_MAX ? null : retryAfter * 1000 + jitter / 4
}

/** @throws TypeError for what is no absolute http or https URL. */
export const checkedBaseUrl = (baseUrl: string): string => {
  const { protocol, origin, pathname } = new URL(baseUrl)
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError('baseUrl begins with http: or https:')
  return `${origin}${pathname.replace(/\/+$/, '')}`
}

const attempt = async (
  send: typeof fetch,
  url: string,
  init: RequestInit & { headers: Record<string, string> },
  { signal, timeoutMs }: { signal: AbortSignal | undefined; timeoutMs: number },
): Promise<Answer<unknown>> => {
  const timeout = AbortSignal.timeout(timeoutMs)
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout])
  try {
    return await readAnswer(await send(url, { ...init, signal: either }))
  } catch (error) {
    if (error instanceof PapertapeProblem) throw error
    if (signal?.aborted === true) throw signal.reason
    if (timeout.aborted) throw new PapertapeUnreachable('timeout', `no answer within ${timeoutMs} ms: ${url}`, error)
    throw new PapertapeUnreachable('network', `no answer: ${url}`, error)
  }
}

const bothSignals = (a: AbortSignal | undefined, b: AbortSignal | undefined): AbortSignal | undefined =>
  a === undefined || b === undefined ? (a ?? b) : AbortSignal.any([a, b])

/** Sends requests to one gateway, with the token, within time limits, again where that is safe and helps. */
export const createTransport = (client: TransportOptions): Transport => {
  const baseUrl = checkedBaseUrl(client.baseUrl)
  // Browsers insist that fetch is called as the window's.
  const send: typeof fetch = client.fetch ?? ((...args) => globalThis.fetch(...args))
  const { token, random = Math.random } = client

  return async ({ method, path, body, idempotent = IDEMPOTENT.has(method) }, options = {}) => {
    const signal = bothSignals(client.signal, options.signal)
    const timeoutMs = options.timeoutMs ?? client.timeoutMs ?? TIMEOUT_MS
    const retries = options.retries ?? client.retries ?? RETRIES
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': body.type }),
      ...options.headers,
    }
    const init = { method, headers, ...(body === undefined ? {} : { body: body.text }) }
    for (let count = 1; ; count += 1) {
      signal?.throwIfAborted()
      try {
        return await attempt(send, `${baseUrl}${path}`, init, { signal, timeoutMs })
      } catch (error) {
        const delayMs = retryDelayMs(error, count, { idempotent, retries, random })
        if (delayMs === null) throw error
        await pause(delayMs, signal)
      }
    }
  }
}
