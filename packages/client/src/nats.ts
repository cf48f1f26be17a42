import type { Msg, NatsConnection } from '@nats-io/nats-core'
import type { Price, SignalInput } from './signal-input.ts'

/** Where a message is stored: its stream and its sequence there. */
export type Stored = { readonly stream: string; readonly seq: number }

/** How a message is published. */
export type PublishOptions = {
  /** How long to wait for the acknowledgement, in milliseconds: 5,000. */
  timeoutMs?: number
}

/** JetStream answered that it did not store the message: it is not too late to send it again. */
export class NotStored extends Error {
  override readonly name = 'NotStored'
  /** JetStream's own code of the error, such as 10077 for a stream that is full. */
  readonly code: number | null

  constructor(message: string, code: number | null) {
    super(message)
    this.code = code
  }
}

const BOT_ID = /^[A-Za-z0-9_-]{1,64}$/
const TIMEOUT_MS = 5000

/** A venue or symbol as one subject token: `.`, `*`, `>`, `%`, white space and control characters are percent-encoded. */
const tokenOf = (name: string): string =>
  name.replaceAll(/[.*>%\s\p{Cc}]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  )

/** What JetStream answers a publisher. */
type PubAck = { stream?: string; seq?: number; error?: { err_code?: number; description?: string } }

const storedBy = (message: Pick<Msg, 'string'>): Stored => {
  const { stream, seq, error } = JSON.parse(message.string()) as PubAck
  if (error !== undefined) throw new NotStored(error.description ?? 'JetStream refused it', error.err_code ?? null)
  if (stream === undefined || seq === undefined) throw new NotStored('the answer is no acknowledgement', null)
  return { stream, seq }
}

const send = async (
  connection: Pick<NatsConnection, 'request'>,
  subject: string,
  message: object,
  { timeoutMs = TIMEOUT_MS }: PublishOptions,
): Promise<Stored> => storedBy(await connection.request(subject, JSON.stringify(message), { timeout: timeoutMs }))

/**
 * Publishes a signal of a bot and waits for JetStream's acknowledgement: from then on it is on disk and will be answered in
 * the ledger. No message id is set, because ids of one publisher could swallow another's messages; the same signal sent
 * twice is answered once and is `DUPLICATE` after.
 *
 * ```ts
 * import { connect } from '@nats-io/transport-node'
 * import { publish, publishPrice } from '@papertape/client/nats'
 *
 * const connection = await connect({ servers: 'nats://127.0.0.1:4222' })
 * await publishPrice(connection, 'binance', 'BTCUSDT', { price: '61837.63' })
 * const { seq } = await publish(connection, 'my-bot', {
 *   signal_id: 'nats-1',
 *   symbol: 'BTCUSDT',
 *   direction: 'LONG',
 *   entry_price: '61837.63',
 *   take_profit: '62500',
 *   stop_loss: '61500',
 * })
 * console.log(`stored as message ${seq}`)
 * await connection.close()
 * ```
 *
 * @throws TypeError for a name that no bot can have.
 * @throws NotStored when JetStream says no, and whatever the connection throws when no answer comes: then it may be stored
 * all the same.
 */
export const publish = async (
  connection: Pick<NatsConnection, 'request'>,
  botId: string,
  signal: SignalInput,
  options: PublishOptions = {},
): Promise<Stored> => {
  if (!BOT_ID.test(botId)) throw new TypeError(`${JSON.stringify(botId)} is no bot id`)
  return send(connection, `signals.${botId}`, signal, options)
}

/** Publishes a price of an instrument and waits for the acknowledgement. @throws as {@link publish}. */
export const publishPrice = async (
  connection: Pick<NatsConnection, 'request'>,
  venue: string,
  symbol: string,
  price: Price,
  options: PublishOptions = {},
): Promise<Stored> => {
  if (venue === '' || symbol === '') throw new TypeError('a price needs a venue and a symbol')
  return send(connection, `prices.${tokenOf(venue)}.${tokenOf(symbol)}`, price, options)
}
