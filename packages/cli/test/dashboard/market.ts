import { connectTape } from '@papertape/tape'
import { type startPapertape, until } from '../papertape-stack.ts'

type System = Awaited<ReturnType<typeof startPapertape>>

/** A signal for a LONG of BTCUSDT at 100, with room for 10 up and 5 down. */
const signal = (signal_id: string) => ({
  signal_id,
  symbol: 'BTCUSDT',
  venue: 'binance',
  direction: 'LONG',
  entry_price: '100',
  take_profit: '110',
  stop_loss: '95',
})

export type ShownTrade = { trade_id: string; signal_id: string; status: string; realized_pnl: string | null }

/** What a system under test is given: bots, prices and signals as producers send them, and the API as the operator asks it. */
export const openMarket = async (system: System) => {
  const { gateway_url: origin, nats_url, admin_token } = system.stack()
  const tape = await connectTape({ servers: nats_url, name: 'e2e' })
  const publish = (subject: string, message: object) => tape.publisher().publish(subject, JSON.stringify(message))
  const ask = (path: string, init: { method?: string; body?: object; token?: string } = {}): Promise<Response> =>
    fetch(`${origin}${path}`, {
      method: init.method ?? 'GET',
      headers: {
        authorization: `Bearer ${init.token ?? admin_token}`,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    })
  const read = async <Data>(path: string): Promise<Data> => {
    const response = await ask(path)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return ((await response.json()) as { data: Data }).data
  }
  const trades = (botId: string, query = '') =>
    read<ShownTrade[]>(`/api/public/paper-trading/?bot_id=${botId}&limit=200${query}`)
  const price = (of: string, symbol = 'BTCUSDT') => publish(`prices.binance.${symbol}`, { price: of })
  const send = (botId: string, signalId: string, other: object = {}) =>
    publish(`signals.${botId}`, { ...signal(signalId), ...other })
  /** Waits until a trade of a signal is so far. */
  const trade = async (botId: string, signalId: string, status: RegExp): Promise<ShownTrade> => {
    let found: ShownTrade | undefined
    await until(`${signalId} of ${botId} to be ${status.source}`, async () => {
      found = (await trades(botId)).find((one) => one.signal_id === signalId && status.test(one.status))
      return found !== undefined
    })
    if (found === undefined) throw new Error('gone again')
    return found
  }
  return {
    origin,
    ask,
    read,
    trades,
    price,
    send,
    trade,
    /** A bot that pays no fees. */
    async register(botId: string, other: object = {}) {
      const body = { bot_id: botId, name: `Bot ${botId}`, policy: { taker_fee_rate: '0' }, ...other }
      const response = await ask('/api/v1/bots', { method: 'POST', body })
      if (response.status !== 201) throw new Error(`${botId}: ${response.status} ${await response.text()}`)
      return botId
    },
    /** Opens a trade at 100 and waits for it. */
    async opened(botId: string, signalId: string, other: object = {}) {
      await price('100')
      await send(botId, signalId, other)
      return trade(botId, signalId, /^OPEN$/)
    },
    /** A trade that came to its take profit: 10 of its 100 were won. */
    async won(botId: string, signalId: string) {
      await this.opened(botId, signalId)
      await price('112')
      return trade(botId, signalId, /^CLOSED_TP$/)
    },
    [Symbol.asyncDispose]: () => tape[Symbol.asyncDispose](),
  }
}
export type Market = Awaited<ReturnType<typeof openMarket>>

/** Names that no test has used, as a test that is tried again finds what it left behind. */
export const names = (): ((of: string) => string) => {
  let used = 0
  return (of) => {
    used += 1
    return `${of}-${used}`
  }
}
