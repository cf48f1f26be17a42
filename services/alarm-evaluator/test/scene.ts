import { type LedgerEvent, parseFact, partitionOf, subjects } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { createLogger, createMetrics } from '@papertape/service-kit'
import { openStore } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers } from '@papertape/testkit'
import { adoptRules } from '../src/adopt-rules.ts'
import { createAlarmMetrics } from '../src/alarm-metrics.ts'

/** A ledger and a database of one's own, a hand to write the facts of other services, and eyes to read all of them. */
export const openScene = async () => {
  const stack = new AsyncDisposableStack()
  const servers = stack.use(await startTestServers())
  const tape = stack.use(await connectTape({ servers: servers.natsUrl, name: 'scene' }))
  const store = stack.use(await openStore({ url: servers.databaseUrl, name: 'scene', projection: 'leave' }))
  // Facts may be written before an evaluator works: its rules decide about them all the same.
  await adoptRules(tape)
  const log = createLogger({ service: 'scene', level: 'silent' })
  return {
    servers,
    tape,
    store,
    log,
    metrics: createAlarmMetrics(createMetrics('scene')),
    append: (fact: LedgerEvent) => appendFact(tape, fact),
    register: (given: Record<string, unknown>) => appendFact(tape, botRegisteredOf(aRegistration(given))),
    facts: (botId?: string) => readFacts(tape, botId),
    partitionOf: (botId: string) => partitionOf(botId, tape.partitions),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

export type Scene = Awaited<ReturnType<typeof openScene>>

/** Appends behind whatever is there. */
const appendFact = async (tape: Tape, fact: LedgerEvent): Promise<number> => {
  const { recorded_at: _, ...unrecorded } = fact
  const partition = fact.type === 'marks.recorded' ? fact.data.partition : tape.partitionOf(fact.bot_id)
  const history =
    fact.type === 'clock.ticked' ? subjects.history(0, fact.bot_id) : subjects.history(partition, fact.bot_id)
  for (;;) {
    const last = await tape.lastMessage('LEDGER', history)
    try {
      return await tape.append(unrecorded, { lastSeq: last?.seq ?? 0, history })
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AppendConflict')) throw error
    }
  }
}

const readFacts = async (tape: Tape, botId?: string): Promise<(LedgerEvent & { seq: number })[]> => {
  const { lastSeq } = await tape.streamState('LEDGER')
  const facts: (LedgerEvent & { seq: number })[] = []
  for (let seq = 1; seq <= lastSeq; seq += 1) {
    const message = await tape.message('LEDGER', seq)
    if (message === null) continue
    const fact = parseFact(message.text())
    if (botId === undefined || fact.bot_id === botId) facts.push({ ...fact, seq })
  }
  return facts
}
