import { type EventOf, eventIdOf, tradeIdOf, type Unrecorded } from '@papertape/events'
import type { Harness } from '../harness.ts'

const BOT = 'momentum-btc'
const NOON = '2024-01-01T12:00:00.000Z'

const raised = (alarm_id: string): Unrecorded<EventOf<'alarm.raised'>> => ({
  id: eventIdOf('alarm.raised', alarm_id),
  type: 'alarm.raised',
  version: 1,
  bot_id: BOT,
  time: NOON,
  cause: null,
  correlation: null,
  data: {
    alarm_id,
    alarm_type: 'MAX_DRAWDOWN_EXCEEDED',
    level: 'WARNING',
    message: 'Drawdown is 16.2 %, above 15 %.',
    current_value: 16.2,
    threshold_value: 15,
    kpi_seq: 3,
    recommended_action: 'Look at the bot’s newest trades.',
  },
})

const rejected = (): Unrecorded<EventOf<'signal.rejected'>> => ({
  id: eventIdOf('signal.rejected', 's-0'),
  type: 'signal.rejected',
  version: 1,
  bot_id: BOT,
  time: NOON,
  cause: null,
  correlation: 's-0',
  data: {
    signal_id: 's-0',
    reason: 'INVALID_GEOMETRY',
    field: 'stop_loss',
    detail: 'stop_loss must be below entry_price',
    bot_token: BOT,
    mode: 'live',
    run: null,
    input: { stream: 'SIGNALS', epoch: 'e1', seq: 900, received_at: NOON },
    received: { signal_id: 's-0' },
    raw: null,
  },
})

/** The names that examples leave open, such as `{{trade_id}}`, on the data that {@link recordExampleData} records. */
export type Names = { [name: string]: string }

/** Records what the examples of the reference speak of. */
export const recordExampleData = async (harness: Harness): Promise<Names> => {
  await harness.register({ bot_id: BOT, name: 'Momentum BTC' })
  const closed = await harness.trade({ bot_id: BOT, signal_id: 's-1', strategy: 'breakout', confidence: 0.8 }, '111')
  await harness.trade({ bot_id: BOT, signal_id: 's-3', strategy: 'breakout' }, '94')
  await harness.trade({ bot_id: BOT, signal_id: 's-4' })
  const alarm_id = 'a-1'
  await harness.record(rejected(), raised(alarm_id))
  const report = await harness.data('/api/performance/force-report', {
    operator: true,
    method: 'POST',
    body: { bot_id: BOT },
  })
  const channel = await harness.data('/api/v1/notifications/channels', {
    operator: true,
    body: { kind: 'webhook', name: 'ops', config: WEBHOOK },
  })
  await recordFailedNotification(harness, channel.channel_id)
  const source = await harness.data('/api/v1/sources', { operator: true, body: { name: 'feed', bots: [BOT] } })
  const share = await harness.data('/api/v1/shares', { operator: true, body: { path: '/performance', frozen: true } })
  return {
    bot_id: BOT,
    signal_id: 's-1',
    trade_id: closed.trade_id,
    open_trade_id: tradeIdOf(BOT, 's-4'),
    alarm_id,
    report_id: report.report_id,
    channel_id: channel.channel_id,
    notification_id: NOTIFICATION,
    source_id: source.source_id,
    share_id: share.share_id,
    code: 'validation',
  }
}

/** Nobody listens there, and a refused connection is told at once. */
const WEBHOOK = { url: 'http://127.0.0.1:9/hook', secrets: [`whsec_${Buffer.alloc(32, 7).toString('base64')}`] }

const NOTIFICATION = 'n0cc175b9c0f1b6a831c399e269772661'

/** As alarm-evaluator leaves one that did not get through. */
const recordFailedNotification = async ({ store }: Harness, channelId: string): Promise<void> => {
  const { id, type, bot_id, time, data } = raised('a-1')
  const notice = { event_id: id, type, test: false, bot_id, bot_name: 'Momentum BTC', mode: 'live', time, ...data }
  await store.db
    .withSchema('ops')
    .insertInto('notification_outbox')
    .values({
      notification_id: NOTIFICATION,
      event_id: id,
      channel_id: channelId,
      alarm_id: data.alarm_id,
      notice: JSON.stringify({ ...notice, ledger_seq: 8 }),
      created_seq: 8,
      test: false,
      state: 'failed',
      attempts: 10,
      next_attempt_at: new Date(),
      lease_until: null,
    })
    .execute()
}
