import type { Tape } from '@papertape/tape'
import type { Fact } from '../src/fact.ts'
import { subjectOf } from '../src/testing.ts'

/** Puts facts on a real ledger as they are, in order, and answers the last sequence. */
export const putOnLedger = async (tape: Tape, facts: readonly Fact[]): Promise<number> => {
  const publisher = tape.publisher()
  const stored = await Promise.all(
    facts.map((fact) => publisher.publish(subjectOf(fact), fact.text, { msgId: fact.event.id })),
  )
  return stored.at(-1)?.seq ?? 0
}

/** What a projection logs, kept for a test to look at. */
export const givenLog = () => {
  const lines: string[] = []
  const line = (_fields: object, message: string) => void lines.push(message)
  return { lines, info: line, warn: line, error: line }
}
