import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, createClient, type FeedEvent, PapertapeProblem, type Position, type Trade } from '../src/index.ts'
import { publish, publishPrice } from '../src/nats.ts'
import { examples, examplesProject, writeExamples } from './examples.ts'
import { type RunningSystem, startSystem } from './running-system.ts'
import { until } from './scripted-server.ts'

const run = promisify(execFile)
const tsc = join(createRequire(import.meta.url).resolve('@typescript/native/package.json'), '../bin/tsc')

let system: RunningSystem
let operator: Client
let anybody: Client
let nats: NatsConnection

const login = (): { servers: string; user?: string; pass?: string } => {
  const { host, username, password } = new URL(system.stack().nats_url)
  return { servers: host, ...(username === '' ? {} : { user: username, pass: decodeURIComponent(password) }) }
}

beforeAll(async () => {
  system = await startSystem()
  const { gateway_url: baseUrl, admin_token: token } = system.stack()
  operator = createClient({ baseUrl, token })
  anybody = createClient({ baseUrl })
  nats = await connect(login())
  await operator.registerBot({ body: { bot_id: 'my-bot', name: 'Mine', policy: { taker_fee_rate: 0 } } })
})
afterAll(async () => {
  await nats?.close()
  await system?.[Symbol.asyncDispose]()
})

const levels = { direction: 'LONG', entry_price: '100', take_profit: '110', stop_loss: '95' } as const
const signalOf = (signal_id: string, symbol: string) => ({ signal_id, symbol, ...levels })

describe('REST', () => {
  it('tells what is wrong with a question, by field', async () => {
    const error = await anybody.listTrades({ limit: 0 }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(PapertapeProblem)
    expect(error).toMatchObject({ status: 400, code: 'validation', errors: [{ pointer: '/limit' }] })
    const refused = await anybody.startBot({ bot_id: 'my-bot' }).catch((thrown: unknown) => thrown)
    expect(refused).toMatchObject({ status: 401, code: 'unauthorized' })
  })

  it('walks all pages of a list, each row once', async () => {
    const signals = Array.from({ length: 25 }, (_, index) => signalOf(`walk-${index}`, 'WALK'))
    const results = await operator.publishSignals('my-bot', signals)
    expect(results.map(({ status }) => status)).toEqual(signals.map(() => 202))
    const ids = async () => {
      const seen: string[] = []
      for await (const { signal_id } of anybody.each('listTrades', { symbol: ['WALK'], limit: 10 }))
        seen.push(signal_id)
      return seen
    }
    await until('all trades', async () => (await ids()).length === 25)
    expect((await ids()).toSorted()).toEqual(signals.map(({ signal_id }) => signal_id).toSorted())
  })

  it('publishes once under one key', async () => {
    const options = { idempotencyKey: 'key-1' }
    const first = await operator.publishSignal('my-bot', signalOf('keyed', 'KEYED'), options)
    const again = await operator.publishSignal('my-bot', signalOf('keyed', 'KEYED'), options)
    expect(again.data).toEqual(first.data)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
  })
})

describe('the helper for NATS', () => {
  it('waits for the acknowledgement, and every signal is answered in the ledger', async () => {
    const stored = await publish(nats, 'my-bot', signalOf('by-nats', 'NATS'))
    expect(stored).toMatchObject({ stream: 'SIGNALS' })
    await until('the disposition', async () => {
      const found = await anybody.getSignal({ bot_id: 'my-bot', signal_id: 'by-nats' }).catch(() => null)
      return found?.data.dispositions[0]?.outcome === 'ACCEPTED'
    })
  })

  it('names instruments as the gateway reads them', async () => {
    const { stream, seq } = await publishPrice(nats, 'binance', 'BTC USDT.P>*%', { price: '5' })
    expect([stream, seq > 0]).toEqual(['PRICES', true])
    const feed = anybody.feed()
    const price = await new Promise((resolve) => {
      feed.subscribe('prices:binance:BTC USDT.P>*%', {
        onValue: (value) => value.price !== null && resolve(value.price),
      })
    })
    feed.close()
    expect(price).toBe('5')
  })

  it('refuses names of no bot', async () => {
    await expect(publish(nats, 'a.b', signalOf('x', 'X'))).rejects.toThrow(TypeError)
  })
})

describe('the feed', () => {
  it('tells each trade once while the gateway is killed, and ends with what REST tells', {
    timeout: 120_000,
  }, async () => {
    const feed = anybody.feed()
    const events: FeedEvent<Trade>[] = []
    let positions: readonly Position[] = []
    feed.subscribe('positions', { onValue: (value) => (positions = value) })
    feed.subscribe('trades', { onEvent: (event) => events.push(event) })
    await until('the feed', () => feed.status().state === 'live')

    await publish(nats, 'my-bot', signalOf('feed-1', 'FEED'))
    await until('the first', () => events.some(({ data }) => data.signal_id === 'feed-1'))
    const pid = system.stack().services.find(({ name }) => name === 'gateway')?.pid
    if (pid === undefined) throw new Error('no gateway runs')
    process.kill(pid, 'SIGKILL')
    for (let count = 2; count <= 30; count += 1) await publish(nats, 'my-bot', signalOf(`feed-${count}`, 'FEED'))
    await publishPrice(nats, 'binance', 'FEED', { price: '111' })
    await until(
      'all of them, opened and closed',
      () => events.filter(({ data }) => data.symbol === 'FEED').length >= 60,
      60_000,
    )
    await until('the feed', () => feed.status().state === 'live', 60_000)

    const told = events
      .filter(({ data }) => data.symbol === 'FEED')
      .map(({ data }) => `${data.signal_id} ${data.status}`)
    expect(new Set(told).size).toBe(60)
    expect(told).toHaveLength(60)
    const seqs = events.map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))

    const { data } = await anybody.listOpenPositions({ limit: 500 })
    await until('the same positions', () => positions.length === data.length)
    expect(positions).toEqual(data)
    feed.close()
  })

  it('tells the same as REST on every topic of state', { timeout: 60_000 }, async () => {
    const feed = operator.feed()
    const told = <Value>(topic: 'summary' | 'kpi:all' | 'kpi:my-bot' | 'bot:my-bot'): Promise<Value> =>
      new Promise((resolve, reject) => {
        feed.subscribe(topic, {
          onValue: (value) => resolve(value as Value),
          onRefused: ({ code }) => reject(new Error(code)),
        })
      })
    const without = (value: object): object => ({ ...value, timestamp: null, last_updated_at: null })
    expect(await told('summary')).toEqual((await operator.getSummary()).data)
    expect(without(await told('bot:my-bot'))).toEqual(without((await operator.getBotState({ bot_id: 'my-bot' })).data))
    const bot = await told<object>('kpi:my-bot')
    expect(Object.keys(bot).toSorted()).toEqual(
      Object.keys((await operator.getCurrentKpi({ bot_id: 'my-bot' })).data).toSorted(),
    )
    const all = await told<object>('kpi:all')
    expect(Object.keys(all).toSorted()).toEqual(Object.keys((await operator.getCurrentKpi()).data).toSorted())
    feed.close()
  })

  it('begins anew when the projection was rebuilt, says so, and goes on', { timeout: 120_000 }, async () => {
    const feed = anybody.feed()
    const heard: string[] = []
    let total = 0
    feed.subscribe('summary', { onValue: ({ total_trades }) => (total = total_trades) })
    feed.subscribe('trades', {
      onEvent: ({ data }) => heard.push(data.signal_id),
      onRows: () => heard.push('rows'),
      onReset: ({ reason }) => heard.push(`reset ${reason}`),
    })
    await until('the feed', () => feed.status().state === 'live')
    const before = total
    await system.run('rebuild')
    await until('rows of the new projection', () => heard.length === 3, 60_000)
    await publish(nats, 'my-bot', signalOf('rebuilt', 'REBUILT'))
    await until('the next trade', () => heard.includes('rebuilt'), 30_000)
    await until('the sum with it', () => total === before + 1, 30_000)
    expect(heard).toEqual(['rows', 'reset epoch', 'rows', 'rebuilt'])
    feed.close()
  })

  it('stays away with a wrong token', async () => {
    const feed = anybody.feed({ token: 'wrong' })
    feed.subscribe('summary', { onValue: () => {} })
    await until('the refusal', () => feed.status().reason === 'unauthorized')
    feed.close()
  })
})

describe('the examples', () => {
  const all = examples()
  let paths: string[]
  beforeAll(() => {
    const { gateway_url, admin_token } = system.stack()
    const { servers, user, pass } = login()
    const auth = user === undefined ? '' : `', user: '${user}', pass: '${pass}`
    paths = writeExamples(all, {
      'http://127.0.0.1:8080': gateway_url,
      '<token>': admin_token,
      'nats://127.0.0.1:4222': `nats://${servers}${auth}`,
    })
  })

  it('are some', () => expect(all.length).toBeGreaterThanOrEqual(8))

  it('compile', { timeout: 60_000 }, async () => {
    await run(process.execPath, [tsc, '--project', examplesProject])
  })

  it.each(all.map(({ name }, index) => [name, index] as const))(
    '%s runs to its end',
    { timeout: 30_000 },
    async (_, index) => {
      const { stdout } = await run(process.execPath, [paths[index] ?? ''], { timeout: 25_000 })
      expect(stdout).not.toBe('')
    },
  )
})
