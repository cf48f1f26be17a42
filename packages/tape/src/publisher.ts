import { createInbox, type Msg, MsgHdrsImpl } from '@nats-io/nats-core'
import { OutcomeUnknown, PublishRefused, TapeClosed } from './errors.ts'
import type { Link } from './link.ts'

/** Where a published message was stored. `duplicate`: it had been before, under the same `Nats-Msg-Id`. */
export type Stored = { seq: number; duplicate: boolean }

export type PublishOptions = { msgId?: string; headers?: Record<string, string> }

/** Publishes to streams with many messages in flight; at most {@link windowSize} of one tape, further ones wait their turn. */
export type Publisher = {
  /**
   * With a `msgId` an unknown outcome is resolved inside, by publishing again; without one it is thrown as
   * {@link OutcomeUnknown}, and the message may or may not be stored. {@link PublishRefused} where the stream will not have it.
   * Order is kept while the connection holds.
   */
  publish(subject: string, data: Uint8Array | string, options?: PublishOptions): Promise<Stored>
  /** Fulfilled when nothing is in flight. */
  flush(): Promise<void>
}

/** Sends one message once, as soon as there is a server and room. */
export type Acks = {
  send(subject: string, data: Uint8Array | string, headers: Record<string, string>): Promise<Stored>
  flush(): Promise<void>
  close(): void
}

/** Most messages in flight; measured: more is slower. */
const windowSize = 1024
const ackTimeoutMs = 5000

type Waiting = {
  subject: string
  sentAtMs: number
  resolve: (stored: Stored) => void
  reject: (error: Error) => void
}

/** The acknowledgement as JetStream writes it. */
type PubAck = { seq?: number; duplicate?: boolean; error?: { err_code?: number; code: number; description: string } }

/**
 * One subscription hears the acknowledgements of all messages: three to four times faster than a request for each, as the
 * client library makes them.
 */
export const openAcks = (link: Link): Acks => {
  const { connection } = link
  const inbox = createInbox()
  const waiting = new Map<string, Waiting>()
  let queue: (() => void)[] = []
  let flushes: (() => void)[] = []
  let sent = 0

  const settled = () => {
    if (queue.length > 0 && waiting.size < windowSize) {
      const next = queue.splice(0, windowSize - waiting.size)
      for (const resume of next) resume()
    }
    if (waiting.size === 0 && queue.length === 0) {
      const done = flushes
      flushes = []
      for (const resume of done) resume()
    }
  }
  const take = (token: string): Waiting | undefined => {
    const one = waiting.get(token)
    waiting.delete(token)
    return one
  }
  const onAck = (error: Error | null, message: Msg) => {
    if (error !== null) return link.fail(error)
    const one = take(message.subject.slice(inbox.length + 1))
    if (one === undefined) return // answered after its time-out
    if (message.data.length === 0) {
      one.reject(new OutcomeUnknown(`no stream answers for ${one.subject}`))
    } else {
      const ack = message.json<PubAck>()
      if (ack.error !== undefined) {
        one.reject(new PublishRefused(one.subject, ack.error.err_code ?? ack.error.code, ack.error.description))
      } else {
        one.resolve({ seq: ack.seq ?? 0, duplicate: ack.duplicate === true })
      }
    }
    settled()
  }
  const rejectAll = (error: Error) => {
    const lost = [...waiting.values()]
    waiting.clear()
    for (const one of lost) one.reject(error)
    settled()
  }
  const subscription = connection.subscribe(`${inbox}.*`, { callback: onAck })
  const forget = link.onLost(() => rejectAll(new OutcomeUnknown('the connection was lost before the answer')))
  // Oldest first, so the scan ends at the first that still has time.
  const watchdog = setInterval(() => {
    const lateMs = performance.now() - ackTimeoutMs
    for (const [token, one] of waiting) {
      if (one.sentAtMs > lateMs) break
      waiting.delete(token)
      one.reject(new OutcomeUnknown(`no answer for ${one.subject} within ${ackTimeoutMs} ms`))
    }
    settled()
  }, 1000)
  watchdog.unref()

  return {
    async send(subject, data, headers) {
      // Both again after each wait: room may come from a lost connection, into which nothing more must be sent.
      while (!link.isUp() || waiting.size >= windowSize) {
        if (!link.isUp()) await link.up()
        else await new Promise<void>((resume) => void queue.push(resume))
      }
      sent += 1
      const token = sent.toString(36)
      return new Promise<Stored>((resolve, reject) => {
        waiting.set(token, { subject, sentAtMs: performance.now(), resolve, reject })
        try {
          connection.publish(subject, data, { reply: `${inbox}.${token}`, headers: new PlainHeaders(headers) })
        } catch (error) {
          waiting.delete(token)
          reject(error)
        }
      })
    },
    flush() {
      if (waiting.size === 0 && queue.length === 0) return Promise.resolve()
      return new Promise((resume) => {
        flushes.push(resume)
      })
    },
    close() {
      clearInterval(watchdog)
      forget()
      rejectAll(new TapeClosed('closed before the answer'))
      subscription.unsubscribe()
    },
  }
}

const encoder = new TextEncoder()

/** Headers that are only written: the library's own class looks every name up several times. */
class PlainHeaders extends MsgHdrsImpl {
  readonly #text: string
  constructor(headers: Record<string, string>) {
    super()
    let text = 'NATS/1.0\r\n'
    for (const name in headers) text += `${name}: ${MsgHdrsImpl.validHeaderValue(headers[name] ?? '')}\r\n`
    this.#text = `${text}\r\n`
  }
  override encode(): Uint8Array {
    return encoder.encode(this.#text)
  }
}

export const createPublisher = (link: Link, acks: Acks): Publisher => ({
  async publish(subject, data, { msgId, headers = {} } = {}) {
    const all = msgId === undefined ? headers : { 'Nats-Msg-Id': msgId, ...headers }
    for (;;) {
      try {
        return await acks.send(subject, data, all)
      } catch (error) {
        if (msgId === undefined || !(error instanceof OutcomeUnknown) || link.stopping.aborted) throw error
        await untilNextAttempt()
      }
    }
  },
  flush: () => acks.flush(),
})

/** A short pause, so that a server that answers "not now" is not flooded; always the same, so that nobody overtakes. */
export const untilNextAttempt = (): Promise<void> =>
  new Promise((resume) => {
    setTimeout(resume, 50)
  })
