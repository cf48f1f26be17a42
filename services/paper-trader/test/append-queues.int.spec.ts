import { EventEmitter, once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { eventIdOf, type LedgerEvent, subjects, type Unrecorded } from '@papertape/events'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppendQueues, createAppendQueues } from '../src/append-queues.ts'

let servers: TestServers
let tape: Tape
beforeAll(async () => {
  servers = await startTestServers()
  tape = await connectTape({ servers: servers.natsUrl, name: 'append-queues' })
})
afterAll(async () => {
  await tape[Symbol.asyncDispose]()
  await servers[Symbol.asyncDispose]()
})

const started = (bot_id: string, name: string): Unrecorded<LedgerEvent> => ({
  id: eventIdOf('bot.started', `${bot_id} ${name}`),
  type: 'bot.started',
  version: 1,
  bot_id,
  time: '2024-01-01T00:00:00.000Z',
  cause: name,
  correlation: null,
  data: { by: 'operator', reason: null },
})
const historyOf = (bot: string) => subjects.history(tape.partitionOf(bot), bot)

/** Queues whose owner hears one bot's history as an owner of its partition does. */
const owning = (bot: string, gate: Promise<void> | null = null) => {
  const heard: string[] = []
  const conflicts: string[] = []
  const failures: unknown[] = []
  const appended = new EventEmitter()
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: historyOf(bot),
    from: 1,
    signal: new AbortController().signal,
    onMessage(message) {
      const hear = () => {
        heard.push(String(JSON.parse(message.text()).cause))
        queues.heard(historyOf(bot), message.seq)
      }
      return gate === null ? hear() : gate.then(hear)
    },
  })
  const queues: AppendQueues = createAppendQueues({
    append: (fact, expect_) => tape.append(fact, expect_),
    heardUpTo: (seq) => follower.reached(seq),
    onFailure: (error) => failures.push(error),
    onAppended: (fact) => appended.emit(String(fact.cause)),
    onConflict: () => conflicts.push('conflict'),
  })
  return { queues, heard, conflicts, failures, appended, stop: () => follower.close() }
}

const story = async (bot: string): Promise<string[]> => {
  const { lastSeq } = await tape.streamState('LEDGER')
  const all: string[] = []
  const follower = tape.follow({
    stream: 'LEDGER',
    subjects: historyOf(bot),
    from: 1,
    signal: new AbortController().signal,
    onMessage: (message) => void all.push(String(JSON.parse(message.text()).cause)),
  })
  await follower.reached(lastSeq)
  follower.close()
  return all
}

describe('append queues', () => {
  it('append in order within a history, without a conflict of their own making', async () => {
    const { queues, conflicts, stop } = owning('order')
    const names = Array.from({ length: 30 }, (_, index) => `n${index}`)
    await Promise.all(names.map((name) => queues.push(historyOf('order'), () => started('order', name))))
    expect(await story('order')).toEqual(names)
    expect(conflicts).toEqual([])
    expect(queues.pending).toBe(0)
    stop()
  })

  it('ask again after a conflict, once what the other wrote has been heard', async () => {
    const { queues, heard, conflicts, stop } = owning('contested')
    await tape.append(started('contested', 'by another'), { lastSeq: 0 })
    const answers: boolean[] = []
    await queues.push(historyOf('contested'), () => {
      answers.push(heard.includes('by another'))
      return heard.includes('by another') ? started('contested', 'better') : started('contested', 'rash')
    })
    // The follower may have been quicker than the first attempt; then there was nothing to ask again.
    expect(answers.at(-1)).toBe(true)
    expect(conflicts.length).toBe(answers.length - 1)
    expect(await story('contested')).toEqual(['by another', 'better'])
    stop()
  })

  it('drop what is not to be appended any more', async () => {
    const { queues, stop } = owning('dropped')
    await queues.push(historyOf('dropped'), () => null)
    await queues.push(historyOf('dropped'), () => started('dropped', 'kept'))
    queues.abandon()
    await queues.push(historyOf('dropped'), () => started('dropped', 'abandoned'))
    expect(await story('dropped')).toEqual(['kept'])
    stop()
  })

  it('append nothing on the strength of what has not been heard, though another owner wrote the same fact', async () => {
    const gate = Promise.withResolvers<void>()
    const { queues, heard, appended, stop } = owning('blind', gate.promise)
    const first = await tape.append(started('blind', 'by another'), { lastSeq: 0 })
    await tape.append(started('blind', 'same'), { lastSeq: first })
    const same = queues.push(historyOf('blind'), () => started('blind', 'same'))
    let heardThen: string[] | null = null
    const next = queues.push(historyOf('blind'), () => {
      heardThen = [...heard]
      return started('blind', 'next')
    })
    await once(appended, 'same')
    await turn()
    expect(heardThen).toBeNull()
    gate.resolve()
    await Promise.all([same, next])
    expect(heardThen).toEqual(['by another', 'same'])
    expect(await story('blind')).toEqual(['by another', 'same', 'next'])
    stop()
  })

  it('of two owners bring each fact into the history once', async () => {
    const one = owning('shared')
    const two = owning('shared')
    const names = Array.from({ length: 40 }, (_, index) => `n${index}`)
    const push = ({ queues, heard }: ReturnType<typeof owning>) =>
      Promise.all(
        names.map((name) =>
          queues.push(historyOf('shared'), () => (heard.includes(name) ? null : started('shared', name))),
        ),
      )
    await Promise.all([push(one), push(two)])
    expect((await story('shared')).toSorted()).toEqual(names.toSorted())
    expect([...one.failures, ...two.failures]).toEqual([])
    one.stop()
    two.stop()
  })
})
