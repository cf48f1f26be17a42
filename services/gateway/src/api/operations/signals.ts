import { noQuery } from '../../http/query-fields.ts'
import { signalQuery } from '../../reads/signals.ts'
import type { Operation } from '../operation.ts'
import { signalDispositions, signalList } from '../shapes/signals.ts'

const tag = 'Signals'

/** What became of each signal, and the way in over HTTP. */
export const signalOperations: readonly Operation[] = [
  {
    id: 'listSignals',
    method: 'GET',
    path: '/api/v1/signals',
    tag,
    summary: 'Lists what became of each message, newest first',
    description: 'received = accepted + rejected, always.',
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
      },
    ],
    problems: [],
    example: { query: { bot_id: 'momentum-btc', limit: '1' } },
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
