import type { LedgerEvent, Unrecorded } from '@papertape/events'
import { AppendConflict } from '@papertape/tape'
import { natsAway, Problem } from '../http/problem.ts'
import { within } from '../within.ts'
import type { Ledger } from './append-act.ts'

const READ_MS_MAX = 3000
const APPEND_MS_MAX = 10_000
const RETRY_MS_MAX = 5000

/**
 * Appends an operator's fact behind whatever its history ends with, and answers its sequence: for facts that hold
 * whatever stands before them. `history` is a subject with wildcards.
 * @throws Problem `contended` where others keep writing for five seconds; `outcome-unknown`.
 */
export const appendBehind = async (
  ledger: Ledger,
  fact: Unrecorded<LedgerEvent>,
  history: string,
  partition: number,
): Promise<number> => {
  const deadline = Date.now() + RETRY_MS_MAX
  while (Date.now() < deadline) {
    if (!ledger.connected()) throw natsAway()
    const last = await within(READ_MS_MAX, ledger.lastMessage('LEDGER', history), natsAway)
    try {
      const appending = ledger.append(fact, { lastSeq: last?.seq ?? 0, history }, { partition })
      return await within(APPEND_MS_MAX, appending, () => new Problem('outcome-unknown'))
    } catch (error) {
      if (!(error instanceof AppendConflict)) throw error
    }
  }
  throw new Problem('contended', undefined, { headers: { 'retry-after': '1' } })
}
