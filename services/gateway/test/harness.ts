import { type EventOf, type LedgerEvent, subjects, type Unrecorded } from '@papertape/events'
import { anAcceptedSignal } from '@papertape/events/testing'
import { decimal } from '@papertape/money'
import { createEngine, instrumentKey, type PriceTick } from '@papertape/paper-engine'
import { project } from '@papertape/projection'
import { createLogger } from '@papertape/service-kit'
import { openStore, type Store } from '@papertape/store'
import { connectTape, type Tape } from '@papertape/tape'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { createServer } from '../src/create-server.ts'
import type { Gateway } from '../src/gateway.ts'
import type { RouteTable } from '../src/http/route-table.ts'
import type { ServerOptions } from '../src/http/server.ts'
import { openGateway } from '../src/open-gateway.ts'
import { undescribedFacts } from './contract/described-messages.ts'

export const TOKEN = 'an operator’s token'.replaceAll(/[^a-z ]/g, '')

export type Reply = {
  status: number
  headers: Headers
  /** Whatever came; each test says what it expects of it. */
  body: ReturnType<typeof JSON.parse>
}

type Ask = {
  method?: string
  body?: unknown
  raw?: string | Uint8Array
  headers?: Record<string, string>
  operator?: boolean
}

/** A gateway over real servers, with the projection folded beside it in this process. */
export type Harness = AsyncDisposable & {
  servers: TestServers
  tape: Tape
  store: Store
  gateway: Gateway
  url: string
  /** Every route that there is. */
  routes: RouteTable
  ask: (path: string, ask?: Ask) => Promise<Reply>
  /** The data of an answer that must be a success. */
  data: (path: string, ask?: Ask) => Promise<Reply['body']>
  register: (bot: Record<string, unknown>) => Promise<Reply>
  /** Appends facts to their bots' histories and waits until the gateway knows that the projection shows them. */
  record: (...facts: Unrecorded<LedgerEvent>[]) => Promise<number>
  /** Accepts an OPEN signal of a bot and records what becomes of it at each of these prices. */
  trade: (signal: Parameters<typeof anAcceptedSignal>[0], ...prices: string[]) => Promise<{ trade_id: string }>
  /** Stops and starts folding, for what must work while the projection stands still. */
  pauseProjection: () => Promise<void>
  resumeProjection: () => void
  /** Closes the HTTP server alone. */
  closeServer: () => Promise<void>
}

const tickAt = (seq: number, price: string, from: string): PriceTick => ({
  kind: 'tick',
  price: decimal(price),
  bid: null,
  ask: null,
  time: new Date(Date.parse(from) + seq * 1000).toISOString(),
  seq,
})

type HarnessOptions = {
  now?: () => string
  notify?: Gateway['notify']
  /** Hears every line of the log, of whatever level, in the place of stdout. */
  onLine?: (line: string) => void
  /** How the HTTP server differs from its defaults. */
  http?: Pick<ServerOptions, 'rates' | 'limits' | 'trustProxy'>
}

export const startHarness = async ({ onLine, http, ...options }: HarnessOptions = {}): Promise<Harness> => {
  const servers = await startTestServers()
  const log = createLogger({
    service: 'gateway',
    ...(onLine === undefined
      ? { level: process.env['TEST_LOG_LEVEL'] ?? 'fatal' }
      : { level: 'trace', destination: { write: onLine } }),
  })
  const tape = await connectTape({ servers: servers.natsUrl, name: 'gateway-test', log })
  const store = await openStore({ url: servers.databaseUrl, name: 'gateway-test' })
  const gateway = openGateway({ tape, store }, { log, ...options })
  const server = createServer(gateway, { log, adminToken: TOKEN, ...http })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })

  let stopProjecting = new AbortController()
  let projecting = Promise.resolve()
  const resumeProjection = () => {
    stopProjecting = new AbortController()
    const { signal } = stopProjecting
    const onCommit = ({ epoch, seq, bots }: { epoch: string; seq: number; bots: string[] }) =>
      tape.hint(subjects.liveProjection, { epoch, seq, bots })
    projecting = project({ tape, store, signal, log, onCommit })
  }
  const pauseProjection = async () => {
    stopProjecting.abort()
    await projecting.catch((error: unknown) => {
      if (!stopProjecting.signal.aborted) throw error
    })
  }
  resumeProjection()

  const ask: Harness['ask'] = async (path, { method, body, raw, headers = {}, operator = false } = {}) => {
    const payload = raw ?? (body === undefined ? null : JSON.stringify(body))
    const response = await fetch(`${url}${path}`, {
      method: method ?? (payload === null ? 'GET' : 'POST'),
      body: payload as string | null,
      redirect: 'manual',
      headers: {
        ...(payload === null ? {} : { 'content-type': 'application/json' }),
        ...(operator ? { authorization: `Bearer ${TOKEN}` } : {}),
        ...headers,
      },
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: isJson && text !== '' ? JSON.parse(text) : text }
  }
  const data: Harness['data'] = async (path, given) => {
    const reply = await ask(path, given)
    if (reply.status > 299) throw new Error(`${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`)
    return reply.body.data
  }
  const lastSeqOf = async (botId: string) =>
    (await tape.lastMessage('LEDGER', subjects.history(tape.partitionOf(botId), botId)))?.seq ?? 0
  const record: Harness['record'] = async (...facts) => {
    let seq = 0
    for (const fact of facts) {
      const isOfAll = fact.bot_id.startsWith('@')
      const partition = fact.type === 'marks.recorded' ? fact.data.partition : 0
      const lastSeq = isOfAll
        ? ((await tape.lastMessage('LEDGER', subjects.history(partition, fact.bot_id)))?.seq ?? 0)
        : await lastSeqOf(fact.bot_id)
      seq = await tape.append(fact, { lastSeq }, isOfAll ? { partition } : undefined)
    }
    if (!(await gateway.watch.reached(seq, 20_000))) throw new Error(`the projection did not reach ${seq}`)
    return seq
  }
  let inputs = 0
  const trade: Harness['trade'] = async (signal, ...prices) => {
    inputs += 1
    const input = { stream: 'SIGNALS' as const, epoch: 'e1', seq: inputs, received_at: '2024-01-01T00:00:00.000Z' }
    const accepted: EventOf<'signal.accepted'> = anAcceptedSignal({ input, ...signal })
    const { trade_id, venue, symbol } = accepted.data
    if (trade_id === null) throw new Error('only OPEN signals make trades')
    const engine = createEngine({ position: 0 })
    const entry = engine.open(accepted, 1)
    const exits = prices.flatMap((price, i) =>
      engine.advance(instrumentKey(venue, symbol), tickAt(i + 1, price, accepted.time)),
    )
    await record(accepted, ...(entry === null ? [] : [entry.fact]), ...exits.map(({ fact }) => fact))
    return { trade_id }
  }
  return {
    servers,
    tape,
    store,
    gateway,
    url,
    routes: server.routeTable,
    ask,
    data,
    register: (body) => ask('/api/v1/bots', { body, operator: true }),
    record,
    trade,
    pauseProjection,
    resumeProjection,
    closeServer: async () => {
      await server.close()
    },
    async [Symbol.asyncDispose]() {
      await server.close()
      await pauseProjection()
      const faults = tape.connected() ? await undescribedFacts(tape) : []
      await gateway[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
      await tape[Symbol.asyncDispose]()
      await servers[Symbol.asyncDispose]()
      if (faults.length > 0) throw new Error(`facts that AsyncAPI does not tell of: ${faults.slice(0, 5).join('; ')}`)
    },
  }
}
