import { z } from 'zod'
import { noQuery } from '../../http/query-fields.ts'
import { signalQuery } from '../../reads/signals.ts'
import { asked } from '../answer-meta.ts'
import type { Operation } from '../operation.ts'
import { signalMessage } from '../shapes/messages.ts'
import { signalDispositions, signalList } from '../shapes/signals.ts'
import { takenBatch, takenSignal } from '../shapes/sources.ts'

const tag = 'Signals'
const NDJSON = 'application/x-ndjson'

/** What became of each signal, and the way in over HTTP. */
export const signalOperations: readonly Operation[] = [
  {
    id: 'listSignals',
    method: 'GET',
    path: '/api/v1/signals',
    tag,
    summary: 'Lists what became of each message, newest first',
    description:
      'received = accepted + rejected, always: totals are over all of the bot or mode, whatever else narrows the list. With `as_of` both are of what had been decided by then.',
    auth: 'anyone',
    query: signalQuery,
    answers: [
      {
        kind: 'envelope',
        status: 200,
        description: 'One page of dispositions, and totals over all of them',
        data: signalList,
        paged: true,
        covers: true,
        meta: asked,
      },
    ],
    problems: [],
    example: { query: { bot_id: 'momentum-btc', limit: '1' } },
  },
  {
    id: 'publishSignal',
    method: 'POST',
    path: '/api/v1/signals/{bot_id}',
    tag,
    summary: 'Publishes a signal, or a batch of them',
    description:
      'Answers once the bus has stored it; what it is worth is decided behind, as for any other signal. As application/x-ndjson each line is a signal, up to 1,000 of them in 1 MiB: 202 where all are stored, 207 where some are not. The same Idempotency-Key with the same body publishes once and gets the same answer again.',
    auth: 'source',
    query: noQuery,
    headers: { 'Idempotency-Key': 'Any 1 to 255 visible ASCII characters; good for a day at least' },
    body: { schema: signalMessage, alsoText: NDJSON },
    answers: [
      {
        kind: 'envelope',
        status: 202,
        description: 'Stored',
        data: z.union([takenSignal, takenBatch]),
        headers: ['Location', 'Idempotent-Replayed'],
        alsoText: NDJSON,
      },
      { kind: 'envelope', status: 207, description: 'Some lines are stored', data: takenBatch, alsoText: NDJSON },
    ],
    problems: ['bot-not-found', 'idempotency-key-reused', 'outcome-unknown', 'busy'],
    example: {
      path: { bot_id: 'momentum-btc' },
      body: {
        signal_id: 's-2',
        symbol: 'BTCUSDT',
        direction: 'LONG',
        entry_price: '100',
        take_profit: '110',
        stop_loss: '95',
        confidence: 0.8,
        strategy: 'breakout',
      },
    },
  },
  {
    id: 'getSignal',
    method: 'GET',
    path: '/api/v1/signals/{bot_id}/{signal_id}',
    tag,
    summary: 'What became of one signal',
    description: 'One disposition per message that came under this id, oldest first.',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The dispositions', data: signalDispositions }],
    problems: ['bot-not-found', 'signal-not-found'],
    example: { path: { bot_id: 'momentum-btc', signal_id: 's-1' } },
  },
]
