import { setTimeout as delay } from 'node:timers/promises'
import type { Check, Logger } from '@papertape/service-kit'
import { ProjectionMismatch } from '@papertape/store'

/** How long health shows a refusal before the process ends: long enough for a probe to read what heals it. */
const SHOWN_MS = 5000

/** What health says of the projection. */
export type Condition = {
  check(): Check
  /** The projection has come to a ledger sequence. */
  at(seq: number): void
  role(role: 'working' | 'standing by'): void
  /**
   * Runs `work`; a projection that only a rebuild heals is shown in health with what to do, for a while, and then thrown.
   */
  during<Result>(work: () => Promise<Result>, stopping: AbortSignal): Promise<Result>
}

/** A condition in which nothing is known yet. */
export const createCondition = (log: Pick<Logger, 'fatal'>): Condition => {
  let seq: number | null = null
  let role: 'starting' | 'working' | 'standing by' = 'starting'
  let refused: string | null = null
  return {
    check: () => ({ ok: refused === null, ...(refused !== null && { detail: refused }), role, seq }),
    at: (reached) => {
      seq = reached
    },
    role: (next) => {
      role = next
    },
    async during(work, stopping) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof ProjectionMismatch)) throw error
        refused = error.message
        log.fatal({ error }, 'projection refused')
        await delay(SHOWN_MS, undefined, { signal: stopping }).catch(() => undefined) // stopped: no need to show it longer
        throw error
      }
    },
  }
}
