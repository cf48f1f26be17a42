import { createInbox, type Msg } from '@nats-io/nats-core'
import type { Link } from './link.ts'
import { type Delivery, readDelivery } from './message.ts'
import type { StreamName } from './streams.ts'

/** Requests to a pull consumer, and what comes back. Any irregularity ends it; the caller then opens another. */
export type Pull = {
  /** Asks for `batch` more messages; unused demand comes back through `onExpired`. */
  ask(batch: number, priority?: number): void
  close(): void
}

export type PullOptions = {
  stream: StreamName
  consumer: string
  /** How long a request lives on the server. */
  expiresMs: number
  /** How often the server says that a request still waits; it must be at most half of `expiresMs`. */
  heartbeatMs?: number
  /** The consumer's priority group. */
  group?: string
  onMessage(message: Msg, delivery: Delivery): void
  /** A request still waits: so many deliveries were made, and the stream was searched up to that sequence. */
  onHeartbeat?(deliveries: number, searchedSeq: number): void
  /** A request ended after its time with this many messages not delivered. */
  onExpired(unused: number): void
  /** The consumer, the stream or the connection is not as it was. Called once, also after a silence. */
  onBroken(reason: string): void
}

/** Silence of this many periods means that something is wrong. */
const silentPeriodsMax = 3

export const openPull = (link: Link, options: PullOptions): Pull => {
  const { connection } = link
  const { stream, consumer, expiresMs, heartbeatMs, group, onMessage, onExpired } = options
  const inbox = createInbox()
  const requestSubject = `$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`
  const periodMs = heartbeatMs ?? expiresMs
  let open = true
  let heard = true
  let silentPeriods = 0

  const broken = (reason: string) => {
    if (!open) return
    close()
    options.onBroken(reason)
  }
  const onStatus = (message: Msg) => {
    const code = message.headers?.code ?? 0
    if (code === 100)
      return options.onHeartbeat?.(numberIn(message, 'Nats-Last-Consumer'), numberIn(message, 'Nats-Last-Stream'))
    const unused = numberIn(message, 'Nats-Pending-Messages')
    if (code === 408 && !Number.isNaN(unused)) return onExpired(unused)
    broken(`${code} ${message.headers?.description ?? ''}`.trim())
  }
  const subscription = connection.subscribe(inbox, {
    callback(error, message) {
      if (error !== null) return broken(error.message)
      heard = true
      if (!open) return
      const delivery = message.reply === undefined || message.reply === '' ? null : readDelivery(message.reply)
      if (delivery === null) onStatus(message)
      else onMessage(message, delivery)
    },
  })
  const forget = link.onLost(() => broken('the connection was lost'))
  // Counted in periods of this very timer: a process that was stopped or busy first reads what has arrived meanwhile.
  const watchdog = setInterval(() => {
    silentPeriods = heard ? 0 : silentPeriods + 1
    heard = false
    if (silentPeriods >= silentPeriodsMax) broken(`nothing heard for ${silentPeriods * periodMs} ms`)
  }, periodMs)
  watchdog.unref()

  const close = () => {
    if (!open) return
    open = false
    clearInterval(watchdog)
    forget()
    if (!connection.isClosed()) subscription.unsubscribe()
  }

  return {
    ask(batch, priority) {
      if (!open) return
      const request = {
        batch,
        expires: expiresMs * 1_000_000,
        ...(heartbeatMs === undefined ? {} : { idle_heartbeat: heartbeatMs * 1_000_000 }),
        ...(group === undefined ? {} : { group }),
        ...(priority === undefined ? {} : { priority }),
      }
      connection.publish(requestSubject, JSON.stringify(request), { reply: inbox })
    },
    close,
  }
}

const numberIn = (message: Msg, header: string): number => Number(message.headers?.get(header) || 'NaN')
