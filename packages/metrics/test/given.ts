import type { LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { type BotKpi, foldKpi, initialKpi, snapshotOf } from '../src/index.ts'

/** The figures of a bot after facts, which stand in the ledger from sequence 2 on. */
export const given = (registration: Record<string, unknown>, ...facts: readonly LedgerEvent[]) => {
  const kpi = foldAll(initialKpi(botRegisteredOf(aRegistration(registration)), 1), facts)
  return { kpi, snapshot: snapshotOf(kpi) }
}

/** Folds facts that stand in the ledger from a sequence on. */
export const foldAll = (kpi: BotKpi, facts: readonly LedgerEvent[], firstSeq = 2): BotKpi => {
  let state = kpi
  for (const [index, fact] of facts.entries()) state = foldKpi(state, fact, firstSeq + index)
  return state
}
