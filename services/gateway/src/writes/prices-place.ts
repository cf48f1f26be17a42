import type { Tape } from '@papertape/tape'
import { natsAway } from '../http/problem.ts'
import { within } from '../within.ts'
import type { PricesPlace } from './operator-acts.ts'

const ASK_MS_MAX = 3000

/** The present end of PRICES: only ticks that come from now on are behind it. */
export const presentPlace = async (tape: Pick<Tape, 'connected' | 'streamState'>): Promise<PricesPlace> => {
  if (!tape.connected()) throw natsAway()
  const { epoch, lastSeq } = await within(ASK_MS_MAX, tape.streamState('PRICES'), natsAway)
  return { ticks_epoch: epoch, ticks_after: lastSeq }
}
