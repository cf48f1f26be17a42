import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { freePort, startNats } from '@papertape/embedded'
import { subjects } from '@papertape/events'
import { anAcceptedSignal } from '@papertape/events/testing'
import { createLiveBook, emptyPartition, foldFact, startPriceFeed } from '@papertape/paper-trader'
import { connectTape, type Tape } from '@papertape/tape'

/**
 * Ticks a second through the bus into the paper trader while 10,000 trades are open on their instrument and none crosses
 * a level, against a bare ordered consumer of the client library on the same stored ticks. The budget asks for
 * 60 %. Run: `node bench/ticks-through-bus.ts`; exits 1 when that is missed.
 */
const TRADES = 10_000
const TICKS = 200_000
const ROUNDS = 5
const RATIO_MIN = 0.6

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** Without a flush per message: what is measured is reading. */
const makePrices = async (servers: string): Promise<void> => {
  const connection = await connect({ servers })
  const manager = await jetstreamManager(connection)
  await manager.streams.add({
    name: 'PRICES',
    subjects: [subjects.allPrices],
    allow_direct: true,
    persist_mode: 'async',
  })
  await connection.close()
}

const publishTicks = async (tape: Tape): Promise<void> => {
  const publisher = tape.publisher()
  const startMs = Date.now() - TICKS
  for (let index = 0; index < TICKS; index += 1) {
    const price = `${63_400 + ((index * 7) % 1_200)}.${String(index % 100).padStart(2, '0')}`
    const tick = { price, time: new Date(startMs + index).toISOString(), size: '0.001' }
    const stored = publisher.publish(subjects.price('binance', 'BTCUSDT'), JSON.stringify(tick))
    if (index % 500 === 499) await stored
  }
  await publisher.flush()
}

/** LONG and SHORT with their levels spread over 1 % to 20 % on both sides of 64,000. */
const openTrades = (epoch: string) => {
  const partition = emptyPartition(0)
  for (let index = 0; index < TRADES; index += 1) {
    const away = 640 + (index * 12_160) / TRADES
    const isLong = index % 2 === 0
    const [upper, lower] = [String(64_000 + away), String(64_000 - away)]
    const accepted = anAcceptedSignal({
      bot_id: `bot${index % 100}`,
      signal_id: `s${index}`,
      direction: isLong ? 'LONG' : 'SHORT',
      entry_price: '64000',
      take_profit: isLong ? upper : lower,
      stop_loss: isLong ? lower : upper,
      ticks_epoch: epoch,
    })
    foldFact(partition, accepted, index + 1)
  }
  return partition
}

const bareRate = async (servers: string): Promise<number> => {
  const connection = await connect({ servers })
  const consumer = await jetstream(connection).consumers.get('PRICES')
  const startedMs = performance.now()
  let seen = 0
  for await (const _message of await consumer.consume({ max_messages: 2000 })) {
    seen += 1
    if (seen === TICKS) break
  }
  const seconds = (performance.now() - startedMs) / 1000
  await connection.close()
  return TICKS / seconds
}

const traderRate = async (tape: Tape): Promise<number> => {
  const stop = new AbortController()
  let read = 0
  let entries = 0
  const finished = Promise.withResolvers<void>()
  const partition = openTrades(tape.epochs.prices)
  const startedMs = performance.now()
  const feed = await startPriceFeed({
    tape,
    after: 0,
    signal: stop.signal,
    onSeen() {},
    onRead() {
      read += 1
      if (read === TICKS) finished.resolve()
    },
  })
  const setUpMs = performance.now()
  createLiveBook(
    {
      tape,
      feed,
      signal: stop.signal,
      onDecision: ({ kind }) => {
        if (kind !== 'entry') throw new Error('a level was crossed')
        entries += 1
      },
      onIgnored: (reason) => finished.reject(new Error(`a tick was ignored: ${reason}`)),
      onFailure: finished.reject,
    },
    partition,
  )
  const joinedMs = performance.now()
  await finished.promise
  if (entries !== TRADES) throw new Error(`${entries} entries`)
  const seconds = (performance.now() - startedMs - (joinedMs - setUpMs)) / 1000
  stop.abort()
  await feed.done
  return TICKS / seconds
}

const dir = await mkdtemp(join(tmpdir(), 'papertape-bench-'))
try {
  await using server = await startNats({ dir, port: await freePort() })
  await makePrices(server.url)
  await using tape = await connectTape({ servers: server.url, name: 'bench' })
  await publishTicks(tape)
  const bare: number[] = []
  const trader: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await bareRate(server.url))
    trader.push(await traderRate(tape))
  }
  const ratio = median(trader) / median(bare)
  const perSecond = (rates: number[]) => `${Math.round(median(rates)).toLocaleString('en')}/s`
  console.log(`bare ordered consumer           ${perSecond(bare)}`)
  console.log(`paper trader, 10,000 open trades ${perSecond(trader)}`)
  console.log(
    `ratio ${ratio.toFixed(2)}, at least ${RATIO_MIN} (${ROUNDS} rounds of ${TICKS.toLocaleString('en')} ticks)`,
  )
  process.exitCode = ratio >= RATIO_MIN ? 0 : 1
} finally {
  await rm(dir, { recursive: true, force: true })
}
