import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import { forgetOldKeys } from './idempotency-keys.ts'

const PAUSE_MS = 60_000

/** Forgets old keys once a minute, a bounded number each time, until the signal. Any number of gateways may do so at once. */
export const keepForgettingKeys = async (
  { db }: Pick<Store, 'db'>,
  { signal, log }: { signal: AbortSignal; log: Pick<Logger, 'debug' | 'warn'> },
): Promise<void> => {
  while (!signal.aborted) {
    await delay(PAUSE_MS, undefined, { signal, ref: false }).catch(() => {})
    if (signal.aborted) return
    try {
      log.debug({ keys: await forgetOldKeys(db) }, 'forgot old keys of requests')
    } catch (error) {
      log.warn({ error }, 'cannot forget old keys of requests now')
    }
  }
}
