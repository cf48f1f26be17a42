import { JetStreamApiError } from '@nats-io/jetstream'
import { headers } from '@nats-io/nats-core'
import { startContender } from './contend.ts'
import { type End, endOf } from './end-of.ts'
import { TapeClosed, WRONG_LAST_SEQUENCE } from './errors.ts'
import type { Link } from './link.ts'
import type { Delivery } from './message.ts'

export type LeaseOptions = {
  /** Such as `paper-trader.3`. */
  name: string
  /** The name of this process among its like. */
  instance: string
  signal: AbortSignal
  /**
   * Runs while the lease is held; its signal aborts when the lease is lost. Never runs twice at once in one process. When it
   * returns while the lease is still held, it runs again within about a second; when it throws, the lease ends.
   */
  onHeld(held: AbortSignal): Promise<void>
}

export type Lease = {
  held(): boolean
  /** Fulfilled after `close` or the signal, when `onHeld` has returned; rejected when it throws. */
  done: Promise<void>
  /** Lets go at once, then waits for `onHeld` to return. */
  close(): Promise<void>
}

/** How long one tick of the server's scheduler makes its receiver the holder; ticks come every second. */
const heldMs = 2500
const ackWaitMs = 1000

/**
 * Competes for a lease: whoever receives the tick that nats-server itself publishes once a second holds it. This fences
 * nothing, two holders may overlap for a moment; expected sequences and checkpoints are what keeps that harmless.
 */
export const startLease = (link: Link, options: LeaseOptions): Lease & End => {
  const { name, instance, onHeld } = options
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal, link.stopping])
  let held: AbortController | null = null
  let running: Promise<void> | null = null
  let expiry: NodeJS.Timeout | undefined
  let lastTickMs = 0

  const letGo = (reason: string) => {
    clearTimeout(expiry)
    if (held === null) return
    link.log.info({ lease: name, reason }, 'lease lost')
    held.abort(new TapeClosed(`lease ${name} lost: ${reason}`))
    held = null
  }
  const expire = () => {
    // A process that was busy for long first reads what has arrived meanwhile: perhaps the ticks are there.
    setImmediate(() => {
      const leftMs = heldMs - (performance.now() - lastTickMs)
      if (leftMs <= 0) return letGo('no tick in time')
      // A timer may go off a moment early; without another one the lease would be held for ever.
      clearTimeout(expiry)
      if (held !== null) expiry = setTimeout(expire, Math.ceil(leftMs))
    })
  }
  const hold = () => {
    clearTimeout(expiry)
    lastTickMs = performance.now()
    expiry = setTimeout(expire, heldMs)
    // Still ending the previous time: the next tick tries again.
    if (running !== null || signal.aborted) return
    const term = new AbortController()
    held = term
    link.log.info({ lease: name }, 'lease held')
    running = onHeld(term.signal).then(
      () => {
        running = null
        if (held === term) held = null
      },
      (error: unknown) => {
        running = null
        if (held === term) held = null
        if (!isAbortOf(term.signal, error)) stop.abort(error)
      },
    )
  }
  const onTick = async (delivery: Delivery): Promise<void> => {
    // After a pause of this process an old tick and the announcements of its successor arrive together. The reply to a ping
    // comes behind all of them.
    if (held === null) await link.connection.flush()
    if (signal.aborted || contender.isStale(delivery)) return
    contender.announce(delivery)
    hold()
  }
  const contender = startContender(link, {
    consumer: {
      stream: 'LEASES',
      name: name.replaceAll('.', '_'),
      filter: `leases.${name}`,
      ackWaitMs,
      from: 'new',
    },
    task: name,
    announceOn: `leaseholder.${name}`,
    instance,
    signal,
    prepare: () => ensureSchedule(link, name),
    onReplaced: () => letGo('another instance holds it'),
    onMessage(message, delivery) {
      message.respond('+ACK')
      onTick(delivery).catch((error: unknown) => link.log.debug({ lease: name, error }, 'tick not used'))
    },
  })
  signal.addEventListener('abort', () => letGo('stopping'), { once: true })

  const run = async () => {
    await contender.ended.catch((error: unknown) => stop.abort(error))
    letGo('stopping')
    await running
    const { reason } = stop.signal
    if (stop.signal.aborted && !(reason instanceof TapeClosed)) throw reason
    const failure = link.failure()
    if (failure !== null) throw failure
  }
  const { done, ended } = endOf(run())
  return {
    held: () => held !== null,
    done,
    ended,
    async close() {
      stop.abort(new TapeClosed(`lease ${name} was closed`))
      await done
    },
  }
}

/** Has the server tick for this lease, once a second. One schedule serves all candidates; the first one makes it. */
const ensureSchedule = async (link: Link, name: string): Promise<void> => {
  const schedule = headers()
  schedule.set('Nats-Schedule', '@every 1s')
  schedule.set('Nats-Schedule-Target', `leases.${name}`)
  schedule.set('Nats-Expected-Last-Subject-Sequence', '0')
  await link.call(`schedule lease ${name}`, async () => {
    const reply = await link.connection.request(`leases.schedule.${name}`, '', { timeout: 5000, headers: schedule })
    const { error } = reply.json<{ error?: { code: number; err_code: number; description: string } }>()
    if (error !== undefined && error.err_code !== WRONG_LAST_SEQUENCE) throw new JetStreamApiError(error)
  })
}

const isAbortOf = (signal: AbortSignal, error: unknown): boolean =>
  signal.aborted && (error === signal.reason || (error instanceof Error && error.name === 'AbortError'))
