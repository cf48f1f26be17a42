import type { Msg } from '@nats-io/nats-core'
import { TapeClosed } from './errors.ts'
import type { Link } from './link.ts'
import type { Delivery } from './message.ts'
import { ensureOwnedConsumer, OWNERS, type OwnedConsumer } from './owned-consumer.ts'
import { openPull, type Pull } from './pull.ts'
import { priorityOf, rankOf } from './rendezvous.ts'
import { createRestartPause } from './restart-pause.ts'

export type ContenderOptions = {
  consumer: OwnedConsumer
  /** Where owners announce themselves to each other, on core NATS. */
  announceOn: string
  /** What is competed for; decides the rank of an instance. */
  task: string
  instance: string
  signal: AbortSignal
  /** Called before the consumer is made, at each session. */
  prepare?(): Promise<void>
  onMessage(message: Msg, delivery: Delivery): void
  /** Another instance has received something newer. */
  onReplaced(): void
}

/** One instance's part in the competition for a consumer's messages. */
export type Contender = {
  isOwner(): boolean
  /** Whether another instance is known to have received this delivery or a later one. */
  isStale(delivery: Delivery): boolean
  /** Tells the others that this instance has received a delivery. */
  announce(delivery: Delivery): void
  /** Fulfilled when the signal has aborted; rejected when the consumer cannot be had. */
  ended: Promise<void>
}

type Announcement = { instance: string; seq: number; count: number }

const nothing: Announcement = { instance: '', seq: 0, count: 0 }
const expiresMs = 2000
const demand = 32

/**
 * Asks for a shared consumer's messages, as owner with the better priority of its rank. Two requests overlap in time, so
 * that one always waits on the server: with a moment between them, the next message would go to another instance.
 */
export const startContender = (link: Link, options: ContenderOptions): Contender => {
  const { connection } = link
  const { consumer, instance, announceOn } = options
  const rank = rankOf(instance, options.task)
  const signal = AbortSignal.any([options.signal, link.stopping])
  let owner = false
  let own = nothing
  let foreign = nothing
  let pull: Pull | null = null
  let endPull: (reason: string) => void = () => {}

  const ask = (batch: number) => pull?.ask(batch, priorityOf(rank, owner))
  const hearOthers = connection.subscribe(announceOn, {
    callback(error, message) {
      const heard = error === null ? readAnnouncement(message.string()) : null
      if (heard === null || heard.instance === instance || isOlder(heard, foreign)) return
      foreign = heard
      if (!owner || isOlder(heard, own)) return
      owner = false
      options.onReplaced()
      // Requests still waiting carry the owner's priority; a new inbox lets the server drop them.
      endPull('replaced')
    },
  })

  // The stream may be another one after that, whose sequences start again.
  const forget = link.onLost(() => {
    own = nothing
    foreign = nothing
  })

  const onePull = async (): Promise<void> => {
    const broken = Promise.withResolvers<string>()
    endPull = broken.resolve
    let left = 0
    const current = openPull(link, {
      stream: consumer.stream,
      consumer: consumer.name,
      expiresMs,
      group: OWNERS,
      onMessage(message, delivery) {
        own = { instance, seq: delivery.seq, count: delivery.deliveryCount }
        left -= 1
        if (left < demand) {
          left += demand
          ask(demand)
        }
        options.onMessage(message, delivery)
      },
      onExpired(unused) {
        left += demand - unused
        ask(demand)
      },
      onBroken: broken.resolve,
    })
    pull = current
    const stop = () => broken.resolve('stopped')
    signal.addEventListener('abort', stop, { once: true })
    left = demand
    ask(demand)
    const second = setTimeout(() => {
      left += demand
      ask(demand)
    }, expiresMs / 2)
    const reason = await broken.promise
    clearTimeout(second)
    signal.removeEventListener('abort', stop)
    pull = null
    current.close()
    if (!signal.aborted) link.log.debug({ consumer: consumer.name, reason }, 'asking anew')
  }

  const pause = createRestartPause()
  const run = async (): Promise<void> => {
    try {
      while (!signal.aborted) {
        await link.up()
        await options.prepare?.()
        await ensureOwnedConsumer(link, consumer)
        if (!signal.aborted) await onePull()
        if (!signal.aborted) await pause()
      }
    } catch (error) {
      if (!(error instanceof TapeClosed) && !signal.aborted) throw error
    } finally {
      forget()
      if (!connection.isClosed()) hearOthers.unsubscribe()
    }
  }

  return {
    isOwner: () => owner,
    isStale: ({ seq, deliveryCount }) => !isOlder(foreign, { instance, seq, count: deliveryCount }),
    announce({ seq, deliveryCount }) {
      const first = !owner
      owner = true
      connection.publish(announceOn, JSON.stringify({ instance, seq, count: deliveryCount }))
      // At once with the owner's priority, before what waits on the server runs out.
      if (first) ask(demand)
    },
    ended: run(),
  }
}

const isOlder = (a: Announcement, b: Announcement): boolean => a.seq < b.seq || (a.seq === b.seq && a.count < b.count)

const readAnnouncement = (text: string): Announcement | null => {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return null // anybody may speak on core NATS
  }
  if (typeof read !== 'object' || read === null) return null
  const { instance, seq, count } = read as Record<keyof Announcement, unknown>
  if (typeof instance !== 'string' || typeof seq !== 'number' || typeof count !== 'number') return null
  return { instance, seq, count }
}
