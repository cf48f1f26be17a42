import { z } from 'zod'
import { noQuery } from '../../http/query-fields.ts'
import type { Operation } from '../operation.ts'
import { shareBody } from '../requests/shares.ts'
import { newShare, shownShare } from '../shapes/shares.ts'

const tag = 'Shares'
const path = { share_id: '{{share_id}}' }
const shown = { kind: 'envelope', status: 200, description: 'The link', data: shownShare } as const

/** Links to pages of the dashboard. */
export const shareOperations: readonly Operation[] = [
  {
    id: 'listShares',
    method: 'GET',
    path: '/api/v1/shares',
    tag,
    summary: 'Lists shared links, newest first',
    description: 'Also those that have ended. Their tokens are not shown.',
    auth: 'operator',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'All links ever', data: z.array(shownShare) }],
    problems: [],
    example: {},
  },
  {
    id: 'addShare',
    method: 'POST',
    path: '/api/v1/shares',
    tag,
    summary: 'Makes a link to a page',
    description:
      'To any page that anybody may see, with its filters: as things are when it is followed, or with `frozen` as of one ledger sequence: that of the figures which stood at `as_of` of the path, without one the newest. What could not be shown is refused, at `/path`. The link is in this answer and in no other. What is kept of it is a hash.',
    auth: 'operator',
    query: noQuery,
    body: { schema: shareBody },
    answers: [{ kind: 'envelope', status: 201, description: 'The link', data: newShare, headers: ['Location'] }],
    problems: [
      'bot-not-found',
      'trade-not-found',
      'as-of-beyond',
      'as-of-too-far',
      'too-many-shares',
      'projection-behind',
      'busy',
    ],
    example: { body: { path: '/performance?bot_id=momentum-btc', frozen: true, title: 'Momentum in January' } },
  },
  {
    id: 'getShare',
    method: 'GET',
    path: '/api/v1/shares/{share_id}',
    tag,
    summary: 'One shared link',
    auth: 'operator',
    query: noQuery,
    answers: [shown],
    problems: ['share-not-found'],
    example: { path },
  },
  {
    id: 'revokeShare',
    method: 'DELETE',
    path: '/api/v1/shares/{share_id}',
    tag,
    summary: 'Ends a shared link',
    description: 'At once and on every gateway. Again changes nothing.',
    auth: 'operator',
    query: noQuery,
    answers: [shown],
    problems: ['share-not-found'],
    example: { path },
  },
]
