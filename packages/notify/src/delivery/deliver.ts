import type { Channel } from '../channel.ts'
import type { Notice } from '../notice.ts'
import { withoutSecrets } from '../secrets.ts'
import { faultTextOf } from './fault-text.ts'
import { type HttpLimits, httpPost } from './http-post.ts'
import { httpRequestOf } from './http-request.ts'
import { delivered, type Outcome, outcomeOfFault, outcomeOfStatus, retryAfterMs } from './outcome.ts'
import { sendEmail } from './send-email.ts'

const TIMEOUT_MS = 15_000
const ERROR_LENGTH_MAX = 300

export type DeliverOptions = Pick<HttpLimits, 'allowPrivate' | 'signal' | 'resolve'> & {
  /** Stays the same over all attempts. */
  notificationId: string
  /** Default 15 seconds. */
  timeoutMs?: number
}

/**
 * One attempt to tell a notice through a channel; the outcome says whether another one is of use. Never rejects but for
 * `signal`: what a receiver does, or that there is none, is an outcome. An attempt that `signal` ended may have arrived.
 */
export const deliver = async (channel: Channel, notice: Notice, options: DeliverOptions): Promise<Outcome> => {
  const { notificationId, timeoutMs = TIMEOUT_MS, ...rest } = options
  const limits = { ...rest, timeoutMs }
  try {
    const outcome =
      channel.kind === 'email'
        ? await sendEmail(channel.config, notice, notificationId, limits)
        : await post(channel, notice, notificationId, limits)
    if (outcome.error === null) return outcome
    // Shortened last: half a secret would not be recognised as one.
    return { ...outcome, error: withoutSecrets(outcome.error, channel).slice(0, ERROR_LENGTH_MAX) }
  } catch (error) {
    if (options.signal?.aborted === true) throw options.signal.reason
    return outcomeOfFault(error)
  }
}

const post = async (
  channel: Exclude<Channel, { kind: 'email' }>,
  notice: Notice,
  id: string,
  limits: HttpLimits,
): Promise<Outcome> => {
  const nowMs = Date.now()
  const answer = await httpPost(httpRequestOf(channel, notice, id, Math.floor(nowMs / 1000)), limits)
  if (answer.status >= 200 && answer.status < 300) return delivered(answer.status)
  const { reason, retry_after_ms } = faultTextOf(channel.kind, answer.body)
  const asked = retry_after_ms ?? retryAfterMs(answer.headers['retry-after'], Date.now())
  return outcomeOfStatus(answer.status, reason, asked)
}
