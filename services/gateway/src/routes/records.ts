import type { FastifyInstance } from 'fastify'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { natsAway } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readQuery } from '../http/read-request.ts'
import { readSignal, readSignals, signalQuery } from '../reads/signals.ts'
import { readTrade, readTradeFacts } from '../reads/trade.ts'
import { viewerOf } from '../reads/viewer.ts'
import { within } from '../within.ts'
import { listReading } from './list-reading.ts'
import { asOf, paramsOf, reading } from './reading.ts'

const LEDGER_MS_MAX = 3000

/** What became of each signal, and each trade with its evidence. */
export const recordRoutes = (server: FastifyInstance, gateway: Gateway): void => {
  server.get(
    '/api/v1/signals',
    listReading(gateway, signalQuery, async ({ projection, coverage }, query) => {
      const { signals, totals, next } = await readSignals(projection, coverage, query)
      return { data: { signals, totals }, page: { next, limit: query.limit } }
    }),
  )
  server.get(
    '/api/v1/signals/:bot_id/:signal_id',
    reading(gateway, noQuery, async ({ projection, viewer, params }) => ({
      data: await readSignal(projection, viewer, params['bot_id'] ?? '', params['signal_id'] ?? ''),
    })),
  )
  server.get('/api/v1/trades/:trade_id', async (request, reply) => {
    readQuery(noQuery, request.query)
    const { checkpoint, trade, sequences } = await gateway.store.snapshot(async (snapshot) => ({
      checkpoint: snapshot.checkpoint,
      ...(await readTrade(snapshot.projection, viewerOf(request.caller), paramsOf(request)['trade_id'] ?? '')),
    }))
    // Facts never change, so reading them outside the snapshot tells the same.
    if (!gateway.tape.connected()) throw natsAway()
    const facts = await within(LEDGER_MS_MAX, readTradeFacts(gateway.tape, sequences), natsAway)
    return answer(reply, { as_of: asOf(checkpoint) }, { ...trade, ...facts })
  })
}
