import { sseQuery } from '../../feed/sse.ts'
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
  {
    id: 'streamEvents',
    method: 'GET',
    path: '/api/v1/stream/sse',
    tag: 'Live',
    summary: 'The live feed as Server-Sent Events',
    description:
      'The same frames for the same topics: `event:` is the frame’s `t`, `data:` the frame. `id:` resumes with Last-Event-ID.',
    auth: 'anyone',
    query: sseQuery,
    headers: { 'Last-Event-ID': 'The last id that was seen' },
    answers: [{ kind: 'text', status: 200, description: 'Events, without end', mediaType: 'text/event-stream' }],
    problems: ['bot-not-found', 'too-many-streams'],
    example: { query: { topics: 'trades,bot:momentum-btc' } },
  },
]
