import { setTimeout as pause } from 'node:timers/promises'
import { ALL_BOTS, type EventOf, eventIdOf, type Unrecorded } from '@papertape/events'

const MINUTE_MS = 60_000

/** The fact that a full minute has passed. */
export const clockFact = (minute: string): Unrecorded<EventOf<'clock.ticked'>> => ({
  id: eventIdOf('clock.ticked', minute),
  type: 'clock.ticked',
  version: 1,
  bot_id: ALL_BOTS,
  time: minute,
  cause: null,
  correlation: null,
  data: { minute },
})

/** Calls at each full minute (UTC) until the signal aborts. One that passed unnoticed is not made up. */
export const atEachMinute = async (signal: AbortSignal, onMinute: (minute: string) => void): Promise<void> => {
  while (!signal.aborted) {
    const now = Date.now()
    const next = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS
    try {
      await pause(next - now, undefined, { signal })
    } catch {
      return // The signal aborted; nothing else ends a pause.
    }
    // A timer may come early, or hours late on a machine that slept: what has passed is what the clock says.
    if (Date.now() >= next) onMinute(new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS).toISOString())
  }
}
