import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { subjects } from '@papertape/events'
import { connectTape, type Tape } from '@papertape/tape'
import { WebSocket } from 'ws'
import { percentile, type RunningSystem, runSystem } from './running-system.ts'

/**
 * The live feed on a whole system, beside the least that a `ws` handler needs, in the same run.
 * Fan-out: a topic that moves 20 times a second, to 1,000 clients; the budget is a lag below 1 s and flat memory.
 * Signal to frame: from publishing a signal until a client has the event of its entry, at 200 signals a second over 100 bots;
 * the budget is p50 < 10 ms, p99 < 40 ms. Run: `node bench/feed.ts [CLIENTS] [SECONDS]`; exits 1 when a limit is missed.
 */
const CLIENTS = Number(process.argv[2] ?? 1000)
const SECONDS = Number(process.argv[3] ?? 10)
const UPDATES_PER_SECOND = 20
const SIGNALS_PER_SECOND = 200
const BOTS = Array.from({ length: 100 }, (_, index) => `bench-${index}`)
const SUBJECT = 'prices.bench.FAST'

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))
let missed = 0
const limit = (text: string, held: boolean): void => {
  if (!held) missed += 1
  console.log(`${text}${held ? '' : '  MISSED'}`)
}

/** Publishes something so many times a second until told to stop. */
const repeat = (perSecond: number, act: (nth: number) => Promise<unknown>) => {
  let going = true
  const done = (async () => {
    const startMs = performance.now()
    for (let nth = 0; going; nth += 1) {
      const waitMs = startMs + (nth * 1000) / perSecond - performance.now()
      if (waitMs > 0) await pause(waitMs)
      act(nth).catch((error: unknown) => {
        throw error
      })
    }
  })()
  return async () => {
    going = false
    await done
  }
}

type Fanned = { updates: number; p50Ms: number; p99Ms: number; maxMs: number }

const fanOut = async (url: string, topic: string): Promise<Fanned> => {
  const clients = fork(here('./feed-clients.ts'), [url, topic, String(CLIENTS), String(SECONDS)])
  await once(clients, 'message')
  const [result] = (await once(clients, 'message')) as [Fanned]
  return result
}

const bareFeed = async (natsUrl: string, subject: string): Promise<{ child: ChildProcess; url: string }> => {
  const child = fork(here('./bare-feed.ts'), [natsUrl, subject])
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return { child, url: `ws://127.0.0.1:${port}` }
}

const measureFanOut = async (system: RunningSystem, tape: Tape): Promise<void> => {
  const tick = () =>
    tape.publisher().publish(SUBJECT, JSON.stringify({ price: 100 + Math.random(), time: new Date().toISOString() }))
  await tick()
  const stop = repeat(UPDATES_PER_SECOND, tick)
  const bare = await bareFeed(system.natsUrl, SUBJECT)
  const tell = (what: string, { updates, p50Ms, p99Ms, maxMs }: Fanned): string =>
    `${what.padEnd(22)} ${(updates / CLIENTS / SECONDS).toFixed(1)} updates/s to each of ${CLIENTS}, lag p50 ${p50Ms} ms, p99 ${p99Ms} ms, max ${maxMs} ms`
  console.log(tell('bare ws', await fanOut(bare.url, '')))
  bare.child.kill()
  const url = `${system.gatewayUrl.replace('http', 'ws')}/api/v1/stream`
  const first = await fanOut(url, 'prices:bench:FAST')
  const before = (await system.memory())['gateway'] ?? Number.NaN
  const second = await fanOut(url, 'prices:bench:FAST')
  const after = (await system.memory())['gateway'] ?? Number.NaN
  await stop()
  limit(tell('feed', first), first.p99Ms < 1000 && first.updates > 0)
  limit(tell('feed again', second), second.p99Ms < 1000 && second.updates > 0)
  limit(`gateway resident ${before} MB, after as much again ${after} MB`, after < before * 1.2)
}

/** Publishes at the rate, and tells how long each took to be heard. */
const timed = async (
  what: string,
  publish: (nth: number) => Promise<unknown>,
  heardMs: ReadonlyMap<number, number>,
): Promise<{ p50Ms: number; p99Ms: number }> => {
  const sentMs: number[] = []
  const stop = repeat(SIGNALS_PER_SECOND, (nth) => {
    sentMs[nth] = performance.now()
    return publish(nth)
  })
  await pause(SECONDS * 1000)
  await stop()
  const giveUpMs = performance.now() + 30_000
  while (heardMs.size < sentMs.length && performance.now() < giveUpMs) await pause(20)
  const took = sentMs.map((sent, nth) => (heardMs.get(nth) ?? Number.NaN) - sent).toSorted((a, b) => a - b)
  if (took.some(Number.isNaN)) throw new Error(`${what}: only ${heardMs.size} of ${sentMs.length} were heard`)
  const [p50Ms, p99Ms] = [percentile(took, 0.5), percentile(took, 0.99)]
  console.log(`${what.padEnd(22)} p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, at ${SIGNALS_PER_SECOND}/s`)
  return { p50Ms, p99Ms }
}

const measureSignals = async (system: RunningSystem, tape: Tape): Promise<void> => {
  const { gatewayUrl, adminToken, natsUrl } = system
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
  for (const bot_id of BOTS) {
    const { status } = await fetch(`${gatewayUrl}/api/v1/bots`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ bot_id }),
    })
    if (status !== 201) throw new Error(`registering ${bot_id}: ${status}`)
  }
  const bareHeard = new Map<number, number>()
  const bare = await bareFeed(natsUrl, 'prices.bench.BARE')
  const bareClient = new WebSocket(bare.url)
  bareClient.on('message', (data: Buffer) =>
    bareHeard.set(Number(/"size":(\d+)/.exec(data.toString())?.[1]), performance.now()),
  )
  await once(bareClient, 'open')
  const publish = (nth: number) =>
    tape.publisher().publish('prices.bench.BARE', JSON.stringify({ price: 100, size: nth }))
  await timed('one stream, bare ws', publish, bareHeard)
  bareClient.terminate()
  bare.child.kill()

  const heard = new Map<number, number>()
  const client = new WebSocket(`${gatewayUrl.replace('http', 'ws')}/api/v1/stream`, ['papertape.v1+json'])
  client.on('message', (data: Buffer) => {
    const nth = /"signal_id":"n(\d+)"/.exec(data.toString())?.[1]
    if (nth !== undefined && !heard.has(Number(nth))) heard.set(Number(nth), performance.now())
  })
  await once(client, 'open')
  client.send(JSON.stringify({ op: 'subscribe', id: 1, topics: ['trades'] }))
  await once(client, 'message')
  const signal = (nth: number) => ({
    signal_id: `n${nth}`,
    symbol: 'NEVER',
    venue: 'bench',
    direction: 'LONG',
    entry_price: 100,
    take_profit: 110,
    stop_loss: 90,
  })
  const stop = new AbortController()
  const inLedger = new Map<number, number>()
  const shown = new Map<number, number>()
  const waiting: { nth: number; seq: number }[] = []
  tape.follow({
    stream: 'LEDGER',
    subjects: subjects.ofType('fill.recorded'),
    from: (await tape.streamState('LEDGER')).lastSeq + 1,
    signal: stop.signal,
    onMessage: (message) => {
      const nth = Number(/"signal_id":"n(\d+)"/.exec(message.text())?.[1])
      inLedger.set(nth, performance.now())
      waiting.push({ nth, seq: message.seq })
    },
  })
  tape.onHint(subjects.liveProjection, (hint) => {
    const { seq } = hint as { seq: number }
    while (waiting[0] !== undefined && waiting[0].seq <= seq) {
      const { nth = -1 } = waiting.shift() ?? {}
      shown.set(nth, performance.now())
    }
  })
  const sentMs: number[] = []
  const { p50Ms, p99Ms } = await timed(
    'signal to frame',
    (nth) => {
      sentMs[nth] = performance.now()
      return tape.publisher().publish(`signals.${BOTS[nth % BOTS.length]}`, JSON.stringify(signal(nth)))
    },
    heard,
  )
  client.terminate()
  stop.abort()
  const [entered = 0, projected = 0] = [inLedger, shown].map((at) =>
    percentile(
      sentMs
        .map((sent, nth) => (at.get(nth) ?? Number.NaN) - sent)
        .filter((ms) => ms >= 0)
        .toSorted((a, b) => a - b),
      0.5,
    ),
  )
  console.log(
    `of which p50 ${entered.toFixed(1)} ms to the entry in the ledger, ${projected.toFixed(1)} ms to the projection`,
  )
  limit('budget p50 < 10 ms, p99 < 40 ms', p50Ms < 10 && p99Ms < 40)
}

await using system = await runSystem()
await using tape = await connectTape({ servers: system.natsUrl, name: 'bench' })
await measureFanOut(system, tape)
await measureSignals(system, tape)
process.exitCode = missed === 0 ? 0 : 1
