import { noQuery } from '../../http/query-fields.ts'
import type { Operation } from '../operation.ts'

/** The live feed; what travels on it is described as AsyncAPI. */
export const streamOperations: readonly Operation[] = [
  {
    id: 'openStream',
    method: 'GET',
    path: '/api/v1/stream',
    tag: 'Live',
    summary: 'The live feed over WebSocket',
    description:
      'Subprotocol papertape.v1+json. Its frames are in /api/asyncapi.json. A request without an upgrade is answered 426.',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'none', status: 101, description: 'From here on frames' }],
    problems: ['forbidden', 'upgrade-required'],
    example: {},
  },
]
