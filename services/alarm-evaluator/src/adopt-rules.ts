import { ALL_BOTS, type EventOf, eventIdOf, parseFact, subjects, type Unrecorded } from '@papertape/events'
import { RULE_SET } from '@papertape/risk'
import { AppendConflict, type Tape } from '@papertape/tape'

type Adoption = EventOf<'alarms.rules_adopted'>

const SUBJECT = subjects.fact(0, ALL_BOTS, 'alarms.rules_adopted')

const adoptionAfter = (last: Adoption | null): Unrecorded<Adoption> => ({
  id: eventIdOf('alarms.rules_adopted', last?.id ?? '', String(RULE_SET)),
  type: 'alarms.rules_adopted',
  version: 1,
  bot_id: ALL_BOTS,
  time: new Date().toISOString(),
  cause: null,
  correlation: null,
  data: { rule_set: RULE_SET },
})

/**
 * Sees to it that the ledger's newest word on rules names those of this program; answers its place. From there on they
 * decide. An older fact of the same rules with others in between does not count: what was decided since then stands.
 */
export const adoptRules = async (tape: Pick<Tape, 'append' | 'lastMessage'>): Promise<number> => {
  for (;;) {
    const message = await tape.lastMessage('LEDGER', SUBJECT)
    const fact = message === null ? null : parseFact(message.text())
    const last = fact?.type === 'alarms.rules_adopted' ? fact : null
    if (message !== null && last?.data.rule_set === RULE_SET) return message.seq
    try {
      return await tape.append(adoptionAfter(last), { lastSeq: message?.seq ?? 0, history: SUBJECT }, { partition: 0 })
    } catch (error) {
      // Somebody else adopted rules between the look and the append.
      if (!(error instanceof AppendConflict)) throw error
    }
  }
}

/**
 * Adopts these rules where none ever were, without waiting for a lease: nobody decides yet, and what happens from here on
 * is to be judged. A replay that begins once the service is ready has all its alarms.
 */
export const adoptFirstRules = async (tape: Pick<Tape, 'append' | 'lastMessage'>): Promise<void> => {
  if ((await tape.lastMessage('LEDGER', SUBJECT)) === null) await adoptRules(tape)
}
