import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { envelope } from '../http/answer.ts'
import { natsAway } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { type ReadyAnswer, readyAnswer } from '../live/answer-cache.ts'
import { readTrade, readTradeFacts } from '../reads/trade.ts'
import { readTradePrices } from '../reads/trade-prices/trade-prices.ts'
import { type Viewer, viewerOf } from '../reads/viewer.ts'
import { within } from '../within.ts'
import { asOf, paramsOf, sendReady } from './reading.ts'

/** More than the two readings may take together that are bounded by themselves. */
const TAPE_MS_MAX = 10_000
/** Prices come between two moves of the projection, so an answer holds for ten seconds at most. */
const SECOND_DIGITS = 18

/** The prices around a trade, from the stream that decided it. */
export const tradePricesRoute = (server: FastifyInstance, gateway: Gateway): void => {
  const { store, tape, answers, replays } = gateway

  const make = async (viewer: Viewer, tradeId: string, now: string): Promise<ReadyAnswer> => {
    const { checkpoint, trade, sequences } = await store.snapshot(async (snapshot) => ({
      checkpoint: snapshot.checkpoint,
      ...(await readTrade(snapshot.projection, viewer, tradeId)),
    }))
    if (!tape.connected()) throw natsAway()
    const read = async () => {
      const { events } = await readTradeFacts(tape, sequences)
      return readTradePrices(tape, trade, events, now)
    }
    const data = await replays(() => within(TAPE_MS_MAX, read(), natsAway))
    return readyAnswer(checkpoint.seq, envelope({ as_of: asOf(checkpoint) }, data))
  }

  server.get('/api/v1/trades/:trade_id/prices', async (request, reply) => {
    readQuery(noQuery, request.query)
    const viewer = viewerOf(request.caller)
    const now = gateway.now()
    const tradeId = paramsOf(request)['trade_id'] ?? ''
    // What an operator sees is never kept: a mistake in a key could show it to others.
    if (viewer.operator) return sendReady(reply, await make(viewer, tradeId, now))
    const key = `${now.slice(0, SECOND_DIGITS)} ${request.url}`
    return sendReady(reply, await answers.get(key, () => make(viewer, tradeId, now)))
  })
}
