import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { freePort, startNats, startPostgres } from '@papertape/embedded'
import { eventIdOf, subjects } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { createLogger, createMetrics } from '@papertape/service-kit'
import { startIngest } from '@papertape/signal-ingest'
import { openStore } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'

/**
 * Signals a second that one signal-ingest answers, against a bare client of the client library that reads a message,
 * publishes one of the same bytes into a stream of the same durability and acknowledges, partition by partition as well. The
 * backlog is stored before either starts. The budget asks for 50 %. Run: `node bench/ingest.ts [SIGNALS]`; exits 1
 * when that is missed.
 */
const SIGNALS = Number(process.argv[2] ?? 6_000)
const ROUNDS = 5
const BOTS = Array.from({ length: 200 }, (_, index) => `bot${index}`)
const RATIO_MIN = 0.5

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
const perSecond = (times: readonly number[]): number =>
  (times.length - 1) / ((Math.max(...times) - Math.min(...times)) / 1000)

const sendBacklog = async (tape: Tape, round: number): Promise<void> => {
  const publisher = tape.publisher()
  const signals = Array.from({ length: SIGNALS }, (_, index) => {
    const signal = { signal_id: `s${round}.${index}`, symbol: 'BTCUSDT', direction: 'LONG', entry_price: '64000' }
    const levels = { take_profit: '65000', stop_loss: '63000', strategy: 'bench', confidence: 0.7 }
    return publisher.publish(subjects.signal(BOTS[index % BOTS.length] ?? ''), JSON.stringify({ ...signal, ...levels }))
  })
  await Promise.all(signals)
}

/** When each disposition of the round was stored, and the dispositions themselves, by partition. */
const ingestOnce = async (natsUrl: string, databaseUrl: string, world: Tape, round: number) => {
  const stop = new AbortController()
  const log = createLogger({ service: 'signal-ingest', level: 'warn' })
  await using store = await openStore({ url: databaseUrl, name: 'bench' })
  await using tape = await connectTape({ servers: natsUrl, name: 'bench', log })
  const { lastSeq } = await world.streamState('LEDGER')
  const times: number[] = []
  const facts: Uint8Array[] = []
  const all = Promise.withResolvers<void>()
  const follower = world.follow({
    stream: 'LEDGER',
    subjects: 'ledger.*.*.signal.*',
    from: lastSeq + 1,
    signal: stop.signal,
    onMessage(message) {
      if (!message.subject.endsWith('accepted')) throw new Error(message.text())
      times.push(message.receivedAtMs)
      facts.push(message.data)
      if (times.length === SIGNALS) all.resolve()
    },
  })
  const metrics = createMetrics('signal-ingest')
  const ingest = await startIngest({ tape, store, instance: `r${round}`, metrics, log, signal: stop.signal })
  await Promise.race([all.promise, ingest.done, follower.done])
  stop.abort()
  await ingest.done
  return { times, facts }
}

/** The bare client on the same backlog: one consumer per partition, the next message when the last one is answered. */
const bareOnce = async (natsUrl: string, partitions: number, facts: readonly Uint8Array[], round: number) => {
  const connection = await connect({ servers: natsUrl })
  const manager = await jetstreamManager(connection)
  const js = jetstream(connection)
  const stream = `BARE${round}`
  await manager.streams.add({ name: stream, subjects: [`bare${round}.>`], duplicate_window: 600_000_000_000 })
  const { state } = await manager.streams.info('SIGNALS')
  const times: number[] = []
  const all = Promise.withResolvers<void>()
  for (let partition = 0; partition < partitions; partition += 1) {
    const name = `bare${round}_${partition}`
    await manager.consumers.add('SIGNALS', {
      durable_name: name,
      ack_policy: AckPolicy.Explicit,
      max_ack_pending: 1,
      filter_subject: subjects.inbox(partition),
      deliver_policy: 'by_start_sequence',
      opt_start_seq: state.last_seq - SIGNALS + 1,
    })
    const consumer = await js.consumers.get('SIGNALS', name)
    const messages = await consumer.consume({ max_messages: 100 })
    const answerAll = async () => {
      for await (const message of messages) {
        const fact = facts[times.length] ?? new Uint8Array()
        await js.publish(`bare${round}.${message.subject}`, fact, { msgID: `${round}.${message.seq}` })
        message.ack()
        times.push(performance.now())
        if (times.length === SIGNALS) all.resolve()
      }
    }
    void answerAll()
  }
  await all.promise
  await connection.close()
  return times
}

const dir = await mkdtemp(join(tmpdir(), 'papertape-bench-'))
const nats = await startNats({ dir: join(dir, 'nats'), port: await freePort() })
const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: await freePort() })
const ingestRates: number[] = []
const bareRates: number[] = []
try {
  await using world = await connectTape({ servers: nats.url, name: 'bench-world' })
  for (const bot_id of BOTS) {
    const registered = botRegisteredOf(aRegistration({ bot_id }))
    await world.append({ ...registered, id: eventIdOf('bot.registered', bot_id) }, { lastSeq: 0 })
  }
  await world.publisher().publish(subjects.price('binance', 'BTCUSDT'), JSON.stringify({ price: '64000' }))
  for (let round = 0; round < ROUNDS; round += 1) {
    await sendBacklog(world, round)
    const { times, facts } = await ingestOnce(nats.url, postgres.url, world, round)
    ingestRates.push(perSecond(times))
    bareRates.push(perSecond(await bareOnce(nats.url, world.partitions, facts, round)))
    const bytes = Math.round(facts.reduce((sum, fact) => sum + fact.length, 0) / facts.length)
    const [ingested, bare] = [ingestRates.at(-1) ?? 0, bareRates.at(-1) ?? 0]
    console.log(`round ${round}: ingest ${ingested.toFixed(0)}/s, bare ${bare.toFixed(0)}/s, ${bytes} bytes a fact`)
  }
} finally {
  await nats.stop()
  await postgres.stop()
  await rm(dir, { recursive: true, force: true })
}
// Round by round, because what else the machine does hits both of a round alike.
const ratio = median(ingestRates.map((rate, round) => rate / (bareRates[round] ?? Number.NaN)))
console.log(
  `signal-ingest ${median(ingestRates).toFixed(0)} signals/s = ${(ratio * 100).toFixed(0)} % of the bare client`,
)
process.exit(ratio < RATIO_MIN ? 1 : 0)
