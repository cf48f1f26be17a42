import type { Answer } from './answer.ts'
import { type ApiMethods, routes } from './api-types.ts'
import { hostEnvironment } from './feed/environment.ts'
import { createFeed, type Feed } from './feed/feed.ts'
import { type OperationInput, requestOf } from './operation.ts'
import { pagesOf, rowsOf } from './pages.ts'
import type { SignalInput } from './signal-input.ts'
import {
  type LineResult,
  type PublishSignalOptions,
  publishSignal,
  publishSignals,
  type StoredSignal,
} from './signals.ts'
import { checkedBaseUrl, createTransport, type RequestOptions, type TransportOptions } from './transport.ts'

export type ClientOptions = TransportOptions & {
  /** Another implementation than the host's, which browsers and Node from 22 on have. */
  WebSocket?: typeof WebSocket | undefined
}

type AnyMethod = (input?: never, options?: RequestOptions) => Promise<Answer<unknown>>
type InputOf<Method> = Method extends (input: infer Input, options?: RequestOptions) => unknown
  ? NonNullable<Input>
  : never
type DataOf<Method> = Method extends (...given: never[]) => Promise<Answer<infer Data>> ? Data : never
/** Operations whose answers come in pages. */
export type PagedOperation = {
  [Id in keyof ApiMethods]: 'cursor' extends keyof InputOf<ApiMethods[Id]> ? Id : never
}[keyof ApiMethods]
/** Those of them whose data are rows. */
export type ListOperation = {
  [Id in PagedOperation]: DataOf<ApiMethods[Id]> extends readonly unknown[] ? Id : never
}[PagedOperation]
type RowOf<Id extends ListOperation> = DataOf<ApiMethods[Id]> extends readonly (infer Row)[] ? Row : never
type WalkInput<Id extends PagedOperation> = Omit<InputOf<ApiMethods[Id]>, 'cursor'>

type OwnMethods = {
  /**
   * The live feed. It authenticates with the client's token unless another one is given; `null` for the public feed, which
   * is the only one for tokens of sources.
   *
   * ```ts
   * import { createClient } from '@papertape/client'
   *
   * const client = createClient({ baseUrl: 'http://127.0.0.1:8080' })
   * const feed = client.feed()
   * feed.onStatus(({ state }) => console.log(`the feed is ${state}`))
   * await new Promise<void>((heard) => {
   *   feed.subscribe('summary', {
   *     onValue: (summary, { seq }) => {
   *       console.log(`as of ${seq}: ${summary.total_trades} trades, ${summary.open_positions} of them open`)
   *       heard()
   *     },
   *   })
   *   feed.subscribe('trades', { onEvent: ({ type, data }) => console.log(type, data.trade_id, data.status) })
   * })
   * feed.close()
   * ```
   */
  feed: (options?: { token?: string | null }) => Feed
  /**
   * Publishes a signal and answers once it is stored durably. Whatever happens on the way, under its key it is published
   * once; keep the key yourself to go on after your own restart.
   *
   * ```ts
   * import { createClient } from '@papertape/client'
   *
   * const client = createClient({ baseUrl: 'http://127.0.0.1:8080', token: '<token>' })
   * const { data } = await client.publishSignal('my-bot', {
   *   signal_id: 'http-1',
   *   symbol: 'BTCUSDT',
   *   direction: 'LONG',
   *   entry_price: '61837.63',
   *   take_profit: '62500',
   *   stop_loss: '61500',
   * })
   * console.log(`what becomes of it will be at ${data.location}`)
   * ```
   */
  publishSignal: (botId: string, signal: SignalInput, options?: PublishSignalOptions) => Promise<Answer<StoredSignal>>
  /**
   * Publishes many signals of one bot, in order, and answers what became of each.
   *
   * ```ts
   * import { createClient } from '@papertape/client'
   *
   * const client = createClient({ baseUrl: 'http://127.0.0.1:8080', token: '<token>' })
   * const levels = { direction: 'LONG', entry_price: '100', take_profit: '110', stop_loss: '95' } as const
   * const results = await client.publishSignals('my-bot', [
   *   { signal_id: 'batch-1', symbol: 'BTCUSDT', ...levels },
   *   { signal_id: 'batch-2', symbol: 'ETHUSDT', ...levels },
   * ])
   * for (const { line, status } of results) console.log(`line ${line}: ${status === 202 ? 'stored' : 'not stored'}`)
   * ```
   */
  publishSignals: (
    botId: string,
    signals: readonly SignalInput[],
    options?: PublishSignalOptions,
  ) => Promise<LineResult[]>
  /**
   * The pages of an operation, one after the other.
   *
   * ```ts
   * import { createClient } from '@papertape/client'
   *
   * const client = createClient({ baseUrl: 'http://127.0.0.1:8080' })
   * for await (const { data, asOf } of client.pages('listSignals', { limit: 500 })) {
   *   console.log(`${data.signals.length} signals as of ${asOf?.seq}`)
   * }
   * ```
   */
  pages: <Id extends PagedOperation>(
    operation: Id,
    input?: WalkInput<Id>,
    options?: RequestOptions,
  ) => AsyncGenerator<Answer<DataOf<ApiMethods[Id]>>, void, undefined>
  /**
   * The rows of all pages of a list.
   *
   * ```ts
   * import { createClient } from '@papertape/client'
   *
   * const client = createClient({ baseUrl: 'http://127.0.0.1:8080' })
   * for await (const trade of client.each('listTrades', { status: ['CLOSED'] })) {
   *   console.log(trade.symbol, trade.direction, trade.realized_pnl)
   * }
   * ```
   */
  each: <Id extends ListOperation>(
    operation: Id,
    input?: WalkInput<Id>,
    options?: RequestOptions,
  ) => AsyncGenerator<RowOf<Id>, void, undefined>
}

/** One gateway: a method per operation of its OpenAPI document, the live feed, and the way in for signals. */
export type Client = Omit<ApiMethods, keyof OwnMethods> & OwnMethods

/**
 * A client of the gateway at `baseUrl`. It opens no connection by itself and needs no closing; aborting `signal` ends every
 * request. Requests that may safely be sent twice are sent again after 429, 503 and lost connections.
 *
 * ```ts
 * import { createClient, PapertapeProblem } from '@papertape/client'
 *
 * const client = createClient({ baseUrl: 'http://127.0.0.1:8080' })
 * const { data, asOf } = await client.getSummary({ bot_id: 'my-bot' })
 * console.log(`${data.total_trades} trades as of ledger sequence ${asOf?.seq}`)
 * try {
 *   await client.getTrade({ trade_id: 'nobody-knows-it' })
 * } catch (error) {
 *   if (!(error instanceof PapertapeProblem)) throw error
 *   console.log(error.status, error.code) // 404 trade-not-found
 * }
 * ```
 *
 * @throws TypeError for a `baseUrl` that is no absolute http or https URL.
 */
export const createClient = (options: ClientOptions): Client => {
  const transport = createTransport(options)
  const feedUrl = `${checkedBaseUrl(options.baseUrl).replace(/^http/, 'ws')}/api/v1/stream`
  const ask = async (id: keyof ApiMethods, input?: object, request?: RequestOptions): Promise<Answer<unknown>> =>
    transport(requestOf(routes[id], input as OperationInput | undefined), request)

  const pages = (id: PagedOperation, input: object = {}, request?: RequestOptions) =>
    pagesOf((page) => ask(id, page, request), input)
  const feed = ({ token = options.token ?? null }: { token?: string | null } = {}): Feed => {
    const Socket = options.WebSocket ?? globalThis.WebSocket
    if (Socket === undefined) throw new TypeError('this host has no WebSocket: give createClient one')
    return createFeed({
      url: feedUrl,
      token,
      read: (path, signal) => transport({ method: 'GET', path }, { signal, retries: 0 }),
      Socket,
      environment: hostEnvironment(),
      random: options.random ?? Math.random,
    })
  }

  const methods = Object.fromEntries(
    (Object.keys(routes) as (keyof ApiMethods)[]).map((id): [string, AnyMethod] => [
      id,
      (input, request) => ask(id, input, request),
    ]),
  )
  // What comes over the wire is described by the contract, which the gateway's own tests hold it to.
  return {
    ...methods,
    feed,
    pages,
    each: (id: ListOperation, input?: object, request?: RequestOptions) =>
      rowsOf(pages(id, input, request) as AsyncIterable<Answer<readonly unknown[]>>),
    publishSignal: (botId: string, signal: SignalInput, more?: PublishSignalOptions) =>
      publishSignal(transport, botId, signal, more),
    publishSignals: (botId: string, signals: readonly SignalInput[], more?: PublishSignalOptions) =>
      publishSignals(transport, botId, signals, more),
  } as unknown as Client
}
