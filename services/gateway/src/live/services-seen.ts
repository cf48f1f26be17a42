import type { Tape } from '@papertape/tape'
import { z } from 'zod'

/** One process that said it is alive. */
export type Instance = { service: string; instance: string; ready: boolean; failing: string[]; seen_at: string }

/** The processes that were heard lately, by what they say themselves on core NATS. */
export type ServicesSeen = {
  instances: () => Instance[]
  close: () => void
}

/** The services that every system has, one instance of each at least. */
export const SERVICES = ['signal-ingest', 'paper-trader', 'kpi-projector', 'alarm-evaluator', 'gateway'] as const

/** Three beats of `announceAlive`: a process that missed all of them is taken for gone. */
const SEEN_MS_MAX = 6000

const beat = z.object({
  service: z.string().max(64),
  instance: z.string().max(64),
  ready: z.boolean(),
  failing: z.array(z.string()).default([]),
  /** The last beat of a process that stops. */
  leaving: z.boolean().default(false),
})

/** Listens to the beats from now on. `nowMs` is a port for tests. */
export const listenToServices = (tape: Pick<Tape, 'onHint'>, nowMs: () => number = Date.now): ServicesSeen => {
  const seen = new Map<string, Instance & { seenAtMs: number }>()
  const stop = tape.onHint('alive.>', (hint) => {
    const parsed = beat.safeParse(hint)
    if (!parsed.success) return
    const { leaving, ...instance } = parsed.data
    const key = `${instance.service} ${instance.instance}`
    if (leaving) seen.delete(key)
    else seen.set(key, { ...instance, seen_at: new Date(nowMs()).toISOString(), seenAtMs: nowMs() })
  })
  return {
    instances: () => {
      for (const [key, { seenAtMs }] of seen) if (nowMs() - seenAtMs > SEEN_MS_MAX) seen.delete(key)
      return [...seen.values()]
        .map(({ seenAtMs: _, ...instance }) => instance)
        .toSorted((a, b) => (`${a.service} ${a.instance}` < `${b.service} ${b.instance}` ? -1 : 1))
    },
    close: stop,
  }
}
