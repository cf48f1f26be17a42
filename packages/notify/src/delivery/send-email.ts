import { connect, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import type { ConfigOf } from '../channel.ts'
import { emailOf } from '../formats/email.ts'
import type { Notice } from '../notice.ts'
import { checkedLookup, checkLiteral } from './checked-lookup.ts'
import type { HttpLimits } from './http-post.ts'
import { delivered, type Outcome, outcomeOfReply } from './outcome.ts'

/** A connection to the mail server, at an address that was checked. */
const connected = async (host: string, port: number, limits: HttpLimits, signal: AbortSignal): Promise<Socket> => {
  signal.throwIfAborted()
  if (!limits.allowPrivate) checkLiteral(host)
  const lookup = limits.allowPrivate ? {} : { lookup: checkedLookup(limits.resolve) }
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = connect({ host, port, ...lookup }, resolve)
  socket.once('error', reject)
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    await promise
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** The mails about one alarm belong together, and one mail sent twice is the same mail. */
const headersOf = (notice: Notice, id: string, from: string) => {
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return {
    messageId: `<${id}@${domain}>`,
    references: [`<${notice.alarm_id}@${domain}>`],
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Papertape-Notification': id },
  }
}

/**
 * Sends one mail over SMTP. 4xx replies are for now, 5xx for good.
 * @throws whatever kept the server from replying.
 */
export const sendEmail = async (
  config: ConfigOf<'email'>,
  notice: Notice,
  id: string,
  limits: HttpLimits,
): Promise<Outcome> => {
  const { host, port, security, username, password, from, to } = config
  const timeout = AbortSignal.timeout(limits.timeoutMs)
  const signal = limits.signal === undefined ? timeout : AbortSignal.any([timeout, limits.signal])
  const connection = await connected(host, port, limits, signal)
  const transport = createTransport({
    host,
    port,
    connection,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === null || password === null ? {} : { auth: { user: username, pass: password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  })
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    const mail = { from, to, ...emailOf(notice, id), ...headersOf(notice, id, from) }
    const { response } = await Promise.race([transport.sendMail(mail), promise])
    return delivered(Number(/^\d{3}/.exec(response)?.[0] ?? 250))
  } catch (error) {
    const code = replyCodeOf(error)
    if (code === null) throw error
    return outcomeOfReply(code)
  } finally {
    signal.removeEventListener('abort', abort)
    connection.destroy()
  }
}

const replyCodeOf = (error: unknown): number | null =>
  error instanceof Error &&
  'responseCode' in error &&
  typeof error.responseCode === 'number' &&
  error.responseCode >= 400
    ? error.responseCode
    : null
