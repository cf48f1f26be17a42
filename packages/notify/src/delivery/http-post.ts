import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { hostOf } from '../channel-fields.ts'
import { checkedLookup, checkLiteral, type Resolve } from './checked-lookup.ts'

/** What is posted, and where. */
export type HttpPost = { url: URL; headers: Record<string, string>; body: string }

export type HttpAnswer = { status: number; headers: IncomingMessage['headers']; body: string }

export type HttpLimits = {
  allowPrivate: boolean
  /** Until the status is known. */
  timeoutMs: number
  /** Ends the attempt early. */
  signal?: AbortSignal | undefined
  /** In the place of the system's resolver. */
  resolve?: Resolve | undefined
}

/** A status says what became of it; a body only explains, so little of it is read and not for long. */
const BODY_BYTES_MAX = 16 * 1024
const BODY_MS_MAX = 2000

/**
 * Posts once, on a connection of its own, to an address that was checked. Follows no redirect, uses no proxy, keeps no
 * cookie; the answer's body is cut off.
 * @throws whatever went wrong before there was a status, PrivateAddress among it; a TimeoutError after `timeoutMs`.
 */
export const httpPost = async (post: HttpPost, limits: HttpLimits): Promise<HttpAnswer> => {
  const { url, body } = post
  const timeout = AbortSignal.timeout(limits.timeoutMs)
  const signal = limits.signal === undefined ? timeout : AbortSignal.any([timeout, limits.signal])
  if (!limits.allowPrivate) checkLiteral(hostOf(url))
  const secure = url.protocol === 'https:'
  const headers = {
    'user-agent': 'Papertape',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
    ...post.headers,
  }
  const lookup = limits.allowPrivate ? {} : { lookup: checkedLookup(limits.resolve) }
  const agent = secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false })
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = (secure ? httpsRequest : httpRequest)(url, { method: 'POST', headers, agent, ...lookup }, resolve)
  sent.on('error', reject)
  const abort = () => {
    reject(signal.reason)
    sent.destroy()
  }
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  sent.end(body)
  try {
    const answer = await promise
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await beginningOf(answer) }
  } finally {
    signal.removeEventListener('abort', abort)
    sent.destroy()
  }
}

/** What comes of a body within the limits; one that breaks off is as good as its beginning. */
const beginningOf = (answer: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const finish = () => {
      clearTimeout(timer)
      resolve(Buffer.concat(chunks).subarray(0, BODY_BYTES_MAX).toString())
    }
    const timer = setTimeout(finish, BODY_MS_MAX)
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= BODY_BYTES_MAX) finish()
    })
    answer.on('close', finish)
    answer.on('error', finish)
  })
