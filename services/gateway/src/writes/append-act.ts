import type { LedgerEvent, Unrecorded } from '@papertape/events'
import { AppendConflict, type Tape } from '@papertape/tape'
import { natsAway, Problem } from '../http/problem.ts'
import { within } from '../within.ts'
import { readBotHistory } from './bot-history.ts'
import { type BotNow, evolve, type OperatorFact } from './operator-acts.ts'

export type Ledger = Pick<Tape, 'append' | 'connected' | 'lastMessage' | 'partitionOf'>

const READ_MS_MAX = 3000
const APPEND_MS_MAX = 10_000
const DECIDE_MS_MAX = 5000

const append = (ledger: Ledger, fact: Unrecorded<LedgerEvent>, lastSeq: number): Promise<number> =>
  within(APPEND_MS_MAX, ledger.append(fact, { lastSeq }), () => new Problem('outcome-unknown'))

/** Appends the first fact of a bot. @throws Problem `bot-exists` where it has a history. */
export const appendFirst = async (ledger: Ledger, fact: Unrecorded<LedgerEvent>): Promise<number> => {
  if (!ledger.connected()) throw natsAway()
  try {
    return await append(ledger, fact, 0)
  } catch (error) {
    if (error instanceof AppendConflict) throw new Problem('bot-exists', `There is a bot ${fact.bot_id} already.`)
    throw error
  }
}

/**
 * Decides on a bot as the ledger has it and appends the outcome; when its history moved meanwhile, decides again. `seq` is
 * that of the new fact, or of the last one where nothing had to change; `now` is the bot after it.
 * @throws Problem `bot-not-found`, or `contended` where others keep writing for five seconds.
 */
export const appendDecided = async (
  ledger: Ledger,
  botId: string,
  decide: (now: BotNow) => OperatorFact | null,
): Promise<{ seq: number; fact: OperatorFact | null; now: BotNow }> => {
  const deadline = Date.now() + DECIDE_MS_MAX
  while (Date.now() < deadline) {
    if (!ledger.connected()) throw natsAway()
    const history = await within(READ_MS_MAX, readBotHistory(ledger, botId), natsAway)
    if (history === null) throw new Problem('bot-not-found')
    const fact = decide(history.now)
    if (fact === null) return { seq: history.lastSeq, fact, now: history.now }
    try {
      return { seq: await append(ledger, fact, history.lastSeq), fact, now: evolve(history.now, fact) }
    } catch (error) {
      if (!(error instanceof AppendConflict)) throw error
    }
  }
  throw new Problem('contended', undefined, { headers: { 'retry-after': '1' } })
}
