import { z } from 'zod'
import { noQuery } from '../../http/query-fields.ts'
import { sourceBody } from '../../sources/signal-sources.ts'
import type { Operation } from '../operation.ts'
import { newSource, shownSource } from '../shapes/sources.ts'

const tag = 'Sources'
const path = { source_id: '{{source_id}}' }
const shown = { kind: 'envelope', status: 200, description: 'The source', data: shownSource } as const

/** Who may send signals over HTTP beside the operator. */
export const sourceOperations: readonly Operation[] = [
  {
    id: 'listSources',
    method: 'GET',
    path: '/api/v1/sources',
    tag,
    summary: 'Lists sources, newest first',
    description: 'Also those that were revoked.',
    auth: 'operator',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'All sources ever', data: z.array(shownSource) }],
    problems: [],
    example: {},
  },
  {
    id: 'addSource',
    method: 'POST',
    path: '/api/v1/sources',
    tag,
    summary: 'Makes a token for a source',
    description: 'The token is in this answer and in no other. What is kept of it is a hash.',
    auth: 'operator',
    query: noQuery,
    body: { schema: sourceBody },
    answers: [
      {
        kind: 'envelope',
        status: 201,
        description: 'The source with its token',
        data: newSource,
        headers: ['Location'],
      },
    ],
    problems: ['too-many-sources'],
    example: { body: { name: 'tradingview', bots: ['momentum-btc'] } },
  },
  {
    id: 'getSource',
    method: 'GET',
    path: '/api/v1/sources/{source_id}',
    tag,
    summary: 'One source',
    auth: 'operator',
    query: noQuery,
    answers: [shown],
    problems: ['source-not-found'],
    example: { path },
  },
  {
    id: 'revokeSource',
    method: 'DELETE',
    path: '/api/v1/sources/{source_id}',
    tag,
    summary: 'Ends what a source may do',
    description: 'At once and on every gateway. Again changes nothing.',
    auth: 'operator',
    query: noQuery,
    answers: [shown],
    problems: ['source-not-found'],
    example: { path },
  },
]
