import { z } from 'zod'
import { noQuery } from '../../http/query-fields.ts'
import { botQuery } from '../../reads/bots.ts'
import { receipt } from '../answer-meta.ts'
import type { Answer, Operation } from '../operation.ts'
import { reasonBody, stopBody } from '../requests/acts.ts'
import { patchBody, registrationBody } from '../requests/bots.ts'
import { statusStreamQuery } from '../requests/streams.ts'
import { bot, botEvents, botState, writtenBot } from '../shapes/bots.ts'

const tag = 'Bots'
const path = { bot_id: 'momentum-btc' }
const shown: Answer = {
  kind: 'envelope',
  status: 200,
  description: 'The bot as it is now',
  data: writtenBot,
  meta: receipt,
}
const writes = ['outcome-unknown', 'contended'] as const

/** The registry: read by all, written by the operator. */
export const botOperations: readonly Operation[] = [
  {
    id: 'listBots',
    method: 'GET',
    path: '/api/v1/bots',
    tag,
    summary: 'Lists bots with their states, oldest first',
    auth: 'anyone',
    query: botQuery,
    answers: [
      { kind: 'envelope', status: 200, description: 'One page of bots', data: z.array(bot), paged: true, covers: true },
    ],
    problems: [],
    example: { query: { limit: '1' } },
  },
  {
    id: 'registerBot',
    method: 'POST',
    path: '/api/v1/bots',
    tag,
    summary: 'Registers a bot',
    description: 'A signal that is sent after the answer finds the bot. mode, public and initial_capital never change.',
    auth: 'operator',
    query: noQuery,
    body: { schema: registrationBody },
    answers: [{ ...shown, status: 201, description: 'The bot', headers: ['Location'] }],
    problems: ['bot-exists', ...writes],
    example: {
      body: { bot_id: 'mean-reversion-eth', name: 'Mean reversion ETH', policy: { taker_fee_rate: '0.0005' } },
    },
  },
  {
    id: 'getBot',
    method: 'GET',
    path: '/api/v1/bots/{bot_id}',
    tag,
    summary: 'One bot with its state',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The bot', data: bot }],
    problems: ['bot-not-found'],
    example: { path },
  },
  {
    id: 'configureBot',
    method: 'PATCH',
    path: '/api/v1/bots/{bot_id}',
    tag,
    summary: 'Changes settings of a bot',
    description: 'Each field that is named replaces what was. What was traded before stays as it was traded.',
    auth: 'operator',
    query: noQuery,
    body: { schema: patchBody },
    answers: [shown],
    problems: ['bot-not-found', ...writes],
    example: { path, body: { risk: { max_trades_per_day: 20 } } },
  },
  {
    id: 'startBot',
    method: 'POST',
    path: '/api/v1/bots/{bot_id}/start',
    tag,
    summary: 'Accepts signals again',
    auth: 'operator',
    query: noQuery,
    body: { schema: reasonBody, optional: true },
    answers: [shown],
    problems: ['bot-not-found', ...writes],
    example: { path, body: { reason: 'the week begins' } },
  },
  {
    id: 'pauseBot',
    method: 'POST',
    path: '/api/v1/bots/{bot_id}/pause',
    tag,
    summary: 'Accepts no OPEN signal for a while',
    description: 'A stop that is meant to end soon. Open trades go on to their exits.',
    auth: 'operator',
    query: noQuery,
    body: { schema: reasonBody, optional: true },
    answers: [shown],
    problems: ['bot-not-found', ...writes],
    example: { path },
  },
  {
    id: 'stopBot',
    method: 'POST',
    path: '/api/v1/bots/{bot_id}/stop',
    tag,
    summary: 'Accepts no OPEN signal any more',
    description: 'Open trades go on to their exits, or close at their next ticks with close_open_trades.',
    auth: 'operator',
    query: noQuery,
    body: { schema: stopBody, optional: true },
    answers: [shown],
    problems: ['bot-not-found', 'replay-bot', ...writes],
    example: { path, body: { reason: 'the model is retired', close_open_trades: true } },
  },
  {
    id: 'getBotState',
    method: 'GET',
    path: '/api/v1/bots/{bot_id}/state',
    tag,
    summary: 'What a bot does now',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'The state', data: botState }],
    problems: ['bot-not-found'],
    example: { path },
  },
  {
    id: 'listBotEvents',
    method: 'GET',
    path: '/api/v1/bots/{bot_id}/events',
    tag,
    summary: 'What was done with a bot, newest first',
    description: 'Its registration, changes of its settings, and each start, pause and stop with who and why.',
    auth: 'anyone',
    query: noQuery,
    answers: [{ kind: 'envelope', status: 200, description: 'Facts of the ledger', data: botEvents }],
    problems: ['bot-not-found'],
    example: { path },
  },
  {
    id: 'streamBotState',
    method: 'GET',
    path: '/api/v1/bots/{bot_id}/status-stream',
    tag,
    summary: 'The state as Server-Sent Events',
    description:
      'At once, then on change only. Each `data:` is a BotState; `id:` resumes with Last-Event-ID, so that a state that was seen is not sent again.',
    auth: 'anyone',
    query: statusStreamQuery,
    headers: { 'Last-Event-ID': 'The last id that was seen' },
    answers: [{ kind: 'text', status: 200, description: 'Events, without end', mediaType: 'text/event-stream' }],
    problems: ['bot-not-found', 'too-many-streams'],
    example: { path },
  },
]
