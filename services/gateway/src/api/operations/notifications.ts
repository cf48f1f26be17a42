import { z } from 'zod'
import { noQuery } from '../../http/query-fields.ts'
import { deliveryQuery } from '../../reads/notification-log.ts'
import type { Answer, Operation } from '../operation.ts'
import { noBody } from '../requests/acts.ts'
import { channelBodies, channelPatchBody } from '../requests/notifications.ts'
import { channel, delivery, removedChannel, retried, tried } from '../shapes/notifications.ts'

const tag = 'Notifications'
const CHANNELS = '/api/v1/notifications/channels'
const path = { channel_id: '{{channel_id}}' }
const shown: Answer = { kind: 'envelope', status: 200, description: 'The channel', data: channel }

/** Who is told of alarms, by the operator alone; no answer holds a secret. */
export const notificationOperations: readonly Operation[] = [
  {
    id: 'listChannels',
    method: 'GET',
    path: CHANNELS,
    tag,
    summary: 'Lists channels, oldest first',
    auth: 'operator',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'All channels', data: z.array(channel) }],
    problems: [],
    example: {},
  },
  {
    id: 'addChannel',
    method: 'POST',
    path: CHANNELS,
    tag,
    summary: 'Adds a channel',
    description: 'It is told of what happens from now on.',
    auth: 'operator',
    query: noQuery,
    body: { schema: channelBodies({ allowPrivate: false }) },
    answers: [{ ...shown, status: 201, headers: ['Location'] }],
    problems: ['too-many-channels'],
    example: {
      body: {
        kind: 'slack',
        name: 'ops',
        config: { url: 'https://hooks.slack.example/services/T0/B0/XXXXXXXXXXXXXXXX' },
      },
    },
  },
  {
    id: 'getChannel',
    method: 'GET',
    path: `${CHANNELS}/{channel_id}`,
    tag,
    summary: 'One channel',
    auth: 'operator',
    query: noQuery,
    answers: [shown],
    problems: ['channel-not-found'],
    example: { path },
  },
  {
    id: 'changeChannel',
    method: 'PATCH',
    path: `${CHANNELS}/{channel_id}`,
    tag,
    summary: 'Changes a channel',
    description: 'Each field of config and filter that is named replaces what was; the whole must fit the kind.',
    auth: 'operator',
    query: noQuery,
    body: { schema: channelPatchBody },
    answers: [shown],
    problems: ['channel-not-found'],
    example: { path, body: { filter: { min_level: 'CRITICAL' } } },
  },
  {
    id: 'removeChannel',
    method: 'DELETE',
    path: `${CHANNELS}/{channel_id}`,
    tag,
    summary: 'Removes a channel with its secrets',
    description: 'What it was told stays in the log.',
    auth: 'operator',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'It is gone', data: removedChannel }],
    problems: ['channel-not-found'],
    example: { path },
  },
  {
    id: 'testChannel',
    method: 'POST',
    path: `${CHANNELS}/{channel_id}/test`,
    tag,
    summary: 'Sends a sample through a channel, once',
    auth: 'operator',
    query: noQuery,
    body: { schema: noBody, optional: true },
    answers: [{ kind: 'envelope', status: 200, description: 'How it fared', data: tried }],
    problems: ['channel-not-found'],
    example: { path },
  },
  {
    id: 'listDeliveries',
    method: 'GET',
    path: '/api/v1/notifications/deliveries',
    tag,
    summary: 'Lists what channels were told, newest first',
    auth: 'operator',
    query: deliveryQuery,
    answers: [
      { kind: 'envelope', status: 200, description: 'One page of notifications', data: z.array(delivery), paged: true },
    ],
    problems: [],
    example: { query: { limit: '1' } },
  },
  {
    id: 'retryNotification',
    method: 'POST',
    path: '/api/v1/notifications/{notification_id}/retry',
    tag,
    summary: 'Puts a notification in line again',
    auth: 'operator',
    query: noQuery,
    body: { schema: noBody, optional: true },
    answers: [{ kind: 'envelope', status: 200, description: 'It is in line', data: retried }],
    problems: ['notification-not-found', 'channel-not-found', 'notification-not-retryable'],
    example: { path: { notification_id: '{{notification_id}}' } },
  },
]
