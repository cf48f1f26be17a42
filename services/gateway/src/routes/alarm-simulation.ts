import type { FastifyInstance } from 'fastify'
import { simulateBody } from '../api/requests/alarms.ts'
import type { Gateway } from '../gateway.ts'
import { answer } from '../http/answer.ts'
import { Problem } from '../http/problem.ts'
import { noQuery } from '../http/query-fields.ts'
import { readBody, readQuery } from '../http/read-request.ts'
import { readThresholdsOfAll } from '../reads/alarm-thresholds.ts'
import { visibleBot } from '../reads/coverage.ts'
import { simulateAlarms } from '../reads/simulated-alarms.ts'
import { viewerOf } from '../reads/viewer.ts'
import { checkedThresholds } from '../writes/checked-thresholds.ts'
import { asOf } from './reading.ts'

/** Each reads a whole history; anybody may ask, so only a few at a time. */
const AT_ONCE_MAX = 2

/** What would have been raised, and when, under other thresholds: over what is recorded, changing nothing. */
export const alarmSimulationRoute = (server: FastifyInstance, gateway: Gateway): void => {
  const { tape, store } = gateway
  let running = 0

  server.post('/api/alarms/simulate', { config: { changesNothing: true } }, async (request, reply) => {
    readQuery(noQuery, request.query)
    const { bot_id, thresholds, from } = readBody(simulateBody, request.body)
    const { checkpoint, ofAll } = await store.snapshot(async ({ projection, checkpoint: at }) => {
      await visibleBot(projection, viewerOf(request.caller), bot_id)
      return { checkpoint: at, ofAll: await readThresholdsOfAll(projection) }
    })
    checkedThresholds(thresholds, [ofAll], '/thresholds')
    if (running >= AT_ONCE_MAX) throw new Problem('busy', undefined, { headers: { 'retry-after': '2' } })
    running += 1
    try {
      const simulated = await simulateAlarms(tape, bot_id, { layers: [ofAll, thresholds], from, to: checkpoint.seq })
      return answer(reply, { as_of: asOf(checkpoint) }, { bot_id, thresholds, from, ...simulated })
    } finally {
      running -= 1
    }
  })
}
