import { setTimeout as delay } from 'node:timers/promises'
import { EpochChanged, type Tape, TapeClosed } from '@papertape/tape'

const LOOK_MS = 2000

/**
 * Fulfilled when the signal aborts. Rejects when LEDGER has become another stream: everything this process knows of
 * sequences is meaningless then, and it has to start anew.
 */
export const guardLedger = async (tape: Pick<Tape, 'streamState'>, signal: AbortSignal): Promise<void> => {
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  while (!signal.aborted) {
    const looked = tape.streamState('LEDGER').then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof EpochChanged) throw error
        // Anything else is for the one who asks for health; closed means that the signal is on its way.
        if (error instanceof TapeClosed) return aborted
        return undefined
      },
    )
    await Promise.race([looked, aborted])
    await delay(LOOK_MS, undefined, { signal }).catch(() => undefined)
  }
}
