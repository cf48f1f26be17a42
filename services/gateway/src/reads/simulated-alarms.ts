import { type EventOf, type LedgerEvent, parseFact, subjects, type Thresholds } from '@papertape/events'
import { createSimulation, type SimulatedStep } from '@papertape/risk'
import type { Tape } from '@papertape/tape'
import { natsAway, Problem } from '../http/problem.ts'
import { within } from '../within.ts'
import { hearFacts, subjectsOfBot, TooManyFacts } from './bot-facts.ts'

/** A bot of some years with a trade a minute; beyond that the answer would not come in time. */
const FACTS_MAX = 2_000_000
/** An answer that nobody can read is none. */
const STEPS_MAX = 5000
const SIMULATION_MS_MAX = 15_000
const READ_MS_MAX = 3000

/** What would have been raised, escalated and cleared, and how much was looked at. */
export type SimulatedAlarms = { steps: SimulatedStep[]; facts: number; contradictions: number }

const registrationOf = async (
  tape: Tape,
  botId: string,
): Promise<{ event: EventOf<'bot.registered'>; seq: number }> => {
  const subject = subjects.fact(tape.partitionOf(botId), botId, 'bot.registered')
  const message = await within(READ_MS_MAX, tape.lastMessage('LEDGER', subject), natsAway)
  const event = message === null ? null : parseFact(message.text())
  if (message === null || event?.type !== 'bot.registered') throw new Problem('bot-not-found')
  return { event, seq: message.seq }
}

const tooMuch = (detail: string): Problem => new Problem('too-much-asked', detail)

/**
 * Runs thresholds over a bot's recorded history up to ledger sequence `to`; what is answered begins at `from`, RFC 3339.
 * @throws Problem `bot-not-found`; `too-much-asked` where history, steps or time go beyond what one answer may take.
 */
export const simulateAlarms = async (
  tape: Tape,
  botId: string,
  asked: { layers: readonly Thresholds[]; from: string | null; to: number },
): Promise<SimulatedAlarms> => {
  if (!tape.connected()) throw natsAway()
  const { event: registered, seq } = await registrationOf(tape, botId)
  const simulation = createSimulation(registered, { seq, partition: tape.partitionOf(botId) }, asked.layers)
  const result: SimulatedAlarms = { steps: [], facts: 0, contradictions: 0 }
  const hear = (event: LedgerEvent, at: number): void => {
    result.facts += 1
    try {
      for (const step of simulation.hear(event, at)) {
        if (asked.from !== null && step.time < asked.from) continue
        if (result.steps.length === STEPS_MAX) throw tooMuch(`More than ${STEPS_MAX} steps; ask from a later time on.`)
        result.steps.push(step)
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      result.contradictions += 1
    }
  }
  const signal = AbortSignal.timeout(SIMULATION_MS_MAX)
  const range = { subjects: subjectsOfBot(tape, botId), from: seq + 1, to: asked.to, most: FACTS_MAX }
  try {
    await hearFacts(tape, range, signal, hear)
  } catch (error) {
    if (error instanceof TooManyFacts) throw tooMuch(`The history holds more than ${FACTS_MAX} facts.`)
    if (signal.aborted) throw tooMuch(`The history took longer than ${SIMULATION_MS_MAX / 1000} s.`)
    throw error
  }
  return result
}
