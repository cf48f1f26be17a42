import { ALL_BOTS, parseFact, subjects } from '@papertape/events'
import { type Monitoring, monitoringOf } from '@papertape/risk'
import type { Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { within } from '../within.ts'
import { alarmCheckpoint, staleBots } from './alarm-checkpoint.ts'
import type { Coverage, Projection } from './coverage.ts'

const READ_MS_MAX = 1000
const CLOCK = subjects.fact(0, ALL_BOTS, 'clock.ticked')
const OK: Monitoring = { state: 'OK', reason: null, since: null }

/** How the watch over a coverage is: over all of it, and over each bot whose alarms have nothing to judge by. */
export type MonitoringView = Monitoring & { no_data: ({ bot_id: string } & Monitoring)[] }

/** The newest minute of the clock; `null` where there is none, or the ledger does not answer. */
const ledgerMinute = async (tape: Pick<Tape, 'connected' | 'lastMessage'>): Promise<string | null> => {
  if (!tape.connected()) return null
  const late = () => new Error('the ledger does not answer')
  const message = await within(READ_MS_MAX, tape.lastMessage('LEDGER', CLOCK), late).catch(() => null)
  const fact = message === null ? null : parseFact(message.text())
  return fact?.type === 'clock.ticked' ? fact.data.minute : null
}

/**
 * Whether the alarms of a coverage have data to judge by: silence is not calm. Replay bots are judged at their own pace,
 * by prices that are all there.
 */
export const readMonitoring = async (
  { tape, store }: { tape: Pick<Tape, 'connected' | 'lastMessage'>; store: Pick<Store, 'db'> },
  projection: Projection,
  { mode, bot_id, operator }: Coverage,
  now: string,
): Promise<MonitoringView> => {
  if (mode === 'replay') return { ...OK, no_data: [] }
  const evaluator = await alarmCheckpoint(store)
  const clock = await projection.selectFrom('clock').select('minute').executeTakeFirst()
  const behind = {
    now,
    ledger_minute: await ledgerMinute(tape),
    evaluator_minute: evaluator?.minute ?? null,
    projector_minute: clock?.minute ?? null,
  }
  const stale = await staleBots(store)
  const bots = await projection
    .selectFrom('bots')
    .select('bot_id')
    .where('bot_id', 'in', stale.size === 0 ? [''] : [...stale.keys()])
    .where('mode', '=', mode)
    .$if(bot_id !== null, (all) => all.where('bot_id', '=', bot_id ?? ''))
    .$if(!operator, (all) => all.where('public', '=', true))
    .orderBy('registered_seq')
    .execute()
  const no_data = bots.map((bot) => ({ ...bot, ...monitoringOf(behind, stale.get(bot.bot_id) ?? null) }))
  const whole = monitoringOf(behind, null)
  const [first] = no_data
  const { state, reason, since } = whole.state === 'OK' && first !== undefined ? first : whole
  return { state, reason, since, no_data }
}
