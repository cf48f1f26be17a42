import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import { readHeldInstruments } from '../reads/open-positions.ts'
import type { PriceFollower } from './follow-prices.ts'
import type { ProjectionWatch } from './projection-watch.ts'

/** Prices are wanted this long after a move at the latest; moves in between are looked at together. */
const PAUSE_MS = 200
const RETRY_MS = 2000

/** Keeps the price follower on the instruments of open trades, until the signal aborts. */
export const holdPrices = async (
  watch: Pick<ProjectionWatch, 'onMoved'>,
  store: Pick<Store, 'projection'>,
  prices: PriceFollower,
  { signal, log }: { signal: AbortSignal; log: Pick<Logger, 'warn'> },
): Promise<void> => {
  let moved = Promise.withResolvers<void>()
  const stopHearing = watch.onMoved(() => moved.resolve())
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  while (!signal.aborted) {
    let pauseMs = PAUSE_MS
    try {
      // Without NATS this waits for it to come back; the signal must not.
      await Promise.race([readHeldInstruments(store.projection()).then(prices.want), aborted])
      await Promise.race([moved.promise, aborted])
    } catch (error) {
      log.warn({ error }, 'prices of open trades are not followed, will retry')
      pauseMs = RETRY_MS
    }
    moved = Promise.withResolvers<void>()
    // Ends early only by the signal, which ends the loop.
    await delay(pauseMs, undefined, { signal }).catch(() => undefined)
  }
  stopHearing()
}
