import { z } from 'zod'
import { noQuery } from '../../http/query-fields.ts'
import type { Operation } from '../operation.ts'
import { health, problemMeaning } from '../shapes/system.ts'

const tag = 'System'
const document = z.record(z.string(), z.unknown())

/** The health of the system, and what describes this interface. */
export const systemOperations: readonly Operation[] = [
  {
    id: 'getHealth',
    method: 'GET',
    path: '/api/health',
    tag,
    summary: 'The health of the whole system',
    auth: 'anyone',
    query: noQuery,
    answers: [
      { kind: 'envelope', status: 200, description: 'All is ready', data: health },
      { kind: 'envelope', status: 503, description: 'Something is not ready; `success` is false', data: health },
    ],
    problems: [],
    example: {},
  },
  {
    id: 'getProblem',
    method: 'GET',
    path: '/api/problems/{code}',
    tag,
    summary: 'What a problem means',
    description: 'The `type` of each problem leads here.',
    auth: 'anyone',
    query: noQuery,
    answers: [
      {
        kind: 'json',
        status: 200,
        description: 'Its meaning',
        data: z.object({ success: z.literal(true), data: problemMeaning }),
      },
    ],
    problems: ['not-found'],
    example: { path: { code: 'bot-not-found' } },
  },
  {
    id: 'getOpenApi',
    method: 'GET',
    path: '/api/openapi.json',
    tag,
    summary: 'This interface as OpenAPI 3.1',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'json', status: 200, description: 'The document', data: document }],
    problems: [],
    example: {},
  },
  {
    id: 'getAsyncApi',
    method: 'GET',
    path: '/api/asyncapi.json',
    tag,
    summary: 'NATS and the WebSocket as AsyncAPI 3',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'json', status: 200, description: 'The document', data: document }],
    problems: [],
    example: {},
  },
  {
    id: 'getReference',
    method: 'GET',
    path: '/api/docs',
    tag,
    summary: 'This reference',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'text', status: 200, description: 'A page', mediaType: 'text/html' }],
    problems: [],
    example: {},
  },
]
