import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { reasonBody } from '../api/requests/acts.ts'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { requireOperator } from '../http/operator-token.ts'
import { natsAway, Problem } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { readTrade, readTradeFacts } from '../reads/trade.ts'
import { within } from '../within.ts'
import { appendDecided } from '../writes/append-act.ts'
import { requestClose } from '../writes/operator-acts.ts'
import { presentPlace } from '../writes/prices-place.ts'
import { type Receipt, receiptOf } from '../writes/receipt.ts'
import { asOf, paramsOf } from './reading.ts'

const LEDGER_MS_MAX = 3000

/** How long an answer waits for the projection to show what was just written. */
const SHOWN_MS_MAX = 5000

/**
 * An operator's close of one trade, at its next tick. 202 with the trade as it is now: the close is recorded, its tick is
 * yet to come. Asked again before that tick, the answer is the same and nothing is recorded twice.
 */
export const closeTradeRoute = (server: FastifyInstance, gateway: Gateway): void => {
  const { tape, store, log } = gateway

  const read = (tradeId: string) =>
    store.snapshot(async ({ projection, checkpoint }) => ({
      checkpoint,
      ...(await readTrade(projection, { operator: true }, tradeId)),
    }))

  const answerTrade = async (
    reply: FastifyReply,
    { checkpoint, trade, sequences }: Awaited<ReturnType<typeof read>>,
    recorded: Receipt | null,
  ): Promise<FastifyReply> => {
    const facts = await within(LEDGER_MS_MAX, readTradeFacts(tape, sequences), natsAway)
    return answer(reply.code(202), { as_of: asOf(checkpoint), recorded }, { ...trade, ...facts })
  }

  server.post('/api/v1/trades/:trade_id/close', async (request, reply) => {
    requireOperator(request.caller)
    readQuery(noQuery, request.query)
    const { reason } = readBody(reasonBody, request.body)
    const trade_id = paramsOf(request)['trade_id'] ?? ''
    const found = await read(trade_id)
    const { bot_id } = found.trade
    if (found.exit_seq !== null) throw new Problem('trade-closed', `It is ${found.trade.status}.`)
    if (found.isClosing) return answerTrade(reply, found, null)
    const from = await presentPlace(tape)
    const act = { id: randomUUID(), time: gateway.now() }
    const { seq, fact } = await appendDecided(tape, bot_id, (now) =>
      requestClose(now, { trade_id, reason: reason ?? null, from }, act),
    )
    log.info({ bot_id, trade_id, ledger_seq: seq, request_id: request.id }, 'close of a trade asked for')
    // It is recorded, whatever the projection does: where that does not show it, the trade is told as it was found.
    const shown = (await gateway.watch.reached(seq, SHOWN_MS_MAX)) ? await read(trade_id) : found
    if (shown.exit_seq !== null && shown.exit_seq < seq) {
      throw new Problem('trade-closed', `It had become ${shown.trade.status} just before.`)
    }
    return answerTrade(reply, shown, fact && receiptOf(seq, fact))
  })
}
