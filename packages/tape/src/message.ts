import type { StoredMsg } from '@nats-io/jetstream'
import type { Msg } from '@nats-io/nats-core'

/** One stored message, in the stream it was read from. */
export type TapeMessage = {
  seq: number
  /** As stored: `inbox.<p>.<bot>` for a signal. */
  subject: string
  /** When the server stored it, RFC 3339 with milliseconds (cut, not rounded). */
  receivedAt: string
  /** The same in milliseconds with a fraction, cut to microseconds: it orders messages of two streams. */
  receivedAtMs: number
  data: Uint8Array
  /** The payload as UTF-8; bytes that are none become U+FFFD. */
  text(): string
  header(name: string): string | undefined
  /** How many more of what is followed were stored behind it when it was sent; 0 for a message read by itself. */
  pending: number
}

const utf8 = new TextDecoder()

/**
 * A message as it came from a consumer. A class because hundreds of thousands a second are made: prototype methods and
 * lazy fields cost a third of closures.
 */
class DeliveredMessage implements TapeMessage {
  readonly seq: number
  readonly receivedAtMs: number
  readonly pending: number
  readonly #msg: Msg
  constructor(msg: Msg, delivery: Delivery) {
    this.#msg = msg
    this.seq = delivery.seq
    this.receivedAtMs = delivery.receivedAtMs
    this.pending = delivery.pending
  }
  get subject(): string {
    return this.#msg.subject
  }
  get receivedAt(): string {
    return new Date(this.receivedAtMs).toISOString()
  }
  get data(): Uint8Array {
    return this.#msg.data
  }
  text(): string {
    return utf8.decode(this.#msg.data)
  }
  header(name: string): string | undefined {
    return this.#msg.headers?.get(name) || undefined
  }
}

/** Where and when a message stands, as its acknowledgement subject tells. */
export type Delivery = {
  seq: number
  /** Counts the deliveries of one consumer: a hole in it means that one was lost on the way. */
  deliverySeq: number
  deliveryCount: number
  receivedAtMs: number
  pending: number
}

/**
 * Reads `$JS.ACK.<stream>.<consumer>.<count>.<seq>.<delivery>.<ns>.<pending>`; newer servers may put domain and account hash
 * behind `ACK` and a random token at the end.
 */
export const readDelivery = (ackSubject: string): Delivery | null => {
  const tokens = ackSubject.split('.')
  const first = tokens.length === 9 ? 4 : tokens.length >= 11 ? 6 : -1
  if (first === -1 || tokens[0] !== '$JS' || tokens[1] !== 'ACK') return null
  const [count, seq, delivery, ns = '', pending] = tokens.slice(first)
  return {
    seq: Number(seq),
    deliverySeq: Number(delivery),
    deliveryCount: Number(count),
    receivedAtMs: Number(ns.slice(0, -6)) + Number(ns.slice(-6, -3)) / 1000,
    pending: Number(pending),
  }
}

export const deliveredMessage = (msg: Msg, delivery: Delivery): TapeMessage => new DeliveredMessage(msg, delivery)

/** A message as it was read by its sequence or subject. */
export const storedMessage = (
  stored: Pick<StoredMsg, 'seq' | 'subject' | 'timestamp' | 'data' | 'header'>,
): TapeMessage => {
  // The server's time has nanoseconds, and drops zeros at the end; Date reads whole milliseconds at most.
  const [seconds = '', fraction = ''] = stored.timestamp.replace('Z', '').split('.')
  const receivedAtMs =
    Date.parse(`${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`) +
    Number(fraction.padEnd(6, '0').slice(3, 6)) / 1000
  return {
    seq: stored.seq,
    subject: stored.subject,
    receivedAt: new Date(receivedAtMs).toISOString(),
    receivedAtMs,
    data: stored.data,
    text: () => utf8.decode(stored.data),
    header: (name) => stored.header?.get(name) || undefined,
    pending: 0,
  }
}
