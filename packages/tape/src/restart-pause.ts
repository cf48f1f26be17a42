import { setTimeout as delay } from 'node:timers/promises'

const pauseMsMin = 20
const pauseMsMax = 1000
const steadyMs = 2000

/** Waits before something is started again: hardly, when it had run for a while; longer and longer when it fails at once. */
export const createRestartPause = (): (() => Promise<void>) => {
  let startedMs = performance.now()
  let pauseMs = pauseMsMin
  return async () => {
    const steady = performance.now() - startedMs > steadyMs
    pauseMs = steady ? pauseMsMin : Math.min(pauseMsMax, pauseMs * 2)
    await delay(pauseMs)
    startedMs = performance.now()
  }
}
