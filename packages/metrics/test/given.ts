import type { LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { type BotKpi, type ClosedDay, createReturnSample, foldKpi, initialKpi, snapshotOf } from '../src/index.ts'

/** The figures of a bot after facts, which stand in the ledger from sequence 2 on, and its closed days. */
export const given = (registration: Record<string, unknown>, ...facts: readonly LedgerEvent[]) => {
  const days: ClosedDay[] = []
  const kpi = foldAll(initialKpi(botRegisteredOf(aRegistration(registration)), 1), facts, 2, (day) => days.push(day))
  return { kpi, days, snapshot: snapshotOf(kpi, createReturnSample(days)) }
}

/** Folds facts that stand in the ledger from a sequence on. */
export const foldAll = (
  kpi: BotKpi,
  facts: readonly LedgerEvent[],
  firstSeq = 2,
  onDayClosed?: (day: ClosedDay) => void,
): BotKpi => {
  let state = kpi
  for (const [index, fact] of facts.entries()) state = foldKpi(state, fact, firstSeq + index, onDayClosed)
  return state
}
