import { ALL_BOTS, parseFact, subjects, type Thresholds } from '@papertape/events'
import type { Tape } from '@papertape/tape'
import { natsAway } from '../http/problem.ts'
import { within } from '../within.ts'

const READ_MS_MAX = 3000

/** Where the thresholds of all bots stand in the ledger. */
export const OF_ALL = subjects.fact(0, ALL_BOTS, 'alarms.configured')

/** The newest thresholds of all bots. From the ledger, not from the projection: what was answered before holds for it too. */
export const thresholdsOfAll = async (tape: Pick<Tape, 'connected' | 'lastMessage'>): Promise<Thresholds> => {
  if (!tape.connected()) throw natsAway()
  const last = await within(READ_MS_MAX, tape.lastMessage('LEDGER', OF_ALL), natsAway)
  const fact = last === null ? null : parseFact(last.text())
  return fact?.type === 'alarms.configured' ? fact.data.thresholds : {}
}
