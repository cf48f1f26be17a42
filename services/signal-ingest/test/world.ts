import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type EventOf, eventIdOf, subjects } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'

export type Answer = { seq: number; subject: string; fact: EventOf<'signal.accepted'> | EventOf<'signal.rejected'> }

/** Servers, and what stands around the service under test: an operator who registers bots, integrators, the ledger's readers. */
export type World = AsyncDisposable & {
  servers: TestServers
  tape: Tape
  register(registration: Record<string, unknown>): Promise<number>
  /** Publishes a signal; answers its sequence in SIGNALS. */
  send(bot: string, body: unknown, headers?: Record<string, string>): Promise<number>
  /** Publishes a price; answers its sequence in PRICES. */
  price(symbol: string, body: Record<string, unknown>): Promise<number>
  /** Everything heard on `ledger.*.*.signal.*`, in order. */
  answers: Answer[]
  /** The dispositions of one input, once there are any. */
  answersTo(seq: number): Promise<Answer[]>
  /** Waits until `count` dispositions are in the ledger. */
  answered(count: number): Promise<void>
}

/** Waits for a condition; throws with what `describe` says when it does not come. */
export const until = async (
  condition: () => boolean | Promise<boolean>,
  describe: () => string,
  timeoutMs = 30_000,
) => {
  const endMs = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > endMs) throw new Error(`waited ${timeoutMs} ms in vain: ${describe()}`)
    await delay(5)
  }
}

export const startWorld = async (): Promise<World> => {
  const servers = await startTestServers()
  const closing = new AbortController()
  const tape = await connectTape({ servers: servers.natsUrl, name: 'world', signal: closing.signal })
  const answers: Answer[] = []
  tape.follow({
    stream: 'LEDGER',
    subjects: 'ledger.*.*.signal.*',
    from: 1,
    signal: closing.signal,
    onMessage: (message) =>
      void answers.push({ seq: message.seq, subject: message.subject, fact: JSON.parse(message.text()) }),
  })
  const publisher = tape.publisher()
  const bytesOf = (body: unknown) =>
    typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  const answersTo = (seq: number) => answers.filter(({ fact }) => fact.data.input.seq === seq)
  return {
    servers,
    tape,
    answers,
    register: (registration) => {
      const fact = botRegisteredOf(aRegistration(registration))
      return tape.append({ ...fact, id: eventIdOf('bot.registered', fact.bot_id) }, { lastSeq: 0 })
    },
    send: async (bot, body, { 'Nats-Msg-Id': msgId, ...headers } = {}) => {
      const options = { headers, ...(msgId === undefined ? {} : { msgId }) }
      return (await publisher.publish(subjects.signal(bot), bytesOf(body), options)).seq
    },
    price: async (symbol, body) => {
      // An id of its own, so that the publisher may send it again when a connection breaks.
      const { seq } = await publisher.publish(subjects.price('binance', symbol), bytesOf(body), { msgId: randomUUID() })
      return seq
    },
    answersTo: async (seq) => {
      await until(
        () => answersTo(seq).length > 0,
        () => `input ${seq} has no disposition`,
      )
      return answersTo(seq)
    },
    answered: (count) =>
      until(
        () => answers.length >= count,
        () => `${answers.length} of ${count} dispositions`,
        120_000,
      ),
    async [Symbol.asyncDispose]() {
      closing.abort()
      await tape[Symbol.asyncDispose]()
      await servers[Symbol.asyncDispose]()
    },
  }
}
