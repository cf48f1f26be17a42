import { setTimeout as delay } from 'node:timers/promises'
import type { WaitStrategy } from 'testcontainers'

const READY_MS_MAX = 120_000

/** Waits for a server in a container; at its first start testcontainers asks, later we do. */
export type Readiness = WaitStrategy & { waitUntilReady(): Promise<void> }

/**
 * Asks the server itself, from outside. A command inside the container (`docker exec`) would do as well, but one that is
 * under way when the container dies may never come back.
 */
export const readiness = (what: string, ready: () => Promise<boolean>): Readiness => {
  const strategy: Readiness = {
    async waitUntilReady() {
      const giveUpMs = performance.now() + READY_MS_MAX
      while (!(await ready())) {
        if (performance.now() > giveUpMs) throw new Error(`${what} was not ready after ${READY_MS_MAX / 1000} s`)
        await delay(20)
      }
    },
    withStartupTimeout: () => strategy,
    isStartupTimeoutSet: () => true,
    getStartupTimeout: () => READY_MS_MAX,
  }
  return strategy
}
