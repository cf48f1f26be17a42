import type { AlarmType, BotMode, EventOf, Risk, Unrecorded } from '@papertape/events'
import { type BotKpi, initialKpi } from '@papertape/metrics'
import type { AlarmStates, Silences } from '@papertape/risk'

/** What this service says. */
export type OwedFact =
  | Unrecorded<EventOf<'alarm.raised'>>
  | Unrecorded<EventOf<'alarm.escalated'>>
  | Unrecorded<EventOf<'alarm.cleared'>>
  | Unrecorded<EventOf<'bot.stopped'>>

/** All that is known of one bot: a fold of the ledger, and of nothing else. Plain JSON; this is what is checkpointed. */
export type BotWatch = {
  bot_id: string
  partition: number
  name: string
  mode: BotMode
  risk: Risk
  running: boolean
  silences: Silences
  /** Sequence of the last fact of the bot's history: what the next append expects. */
  history_seq: number
  kpi: BotKpi
  alarms: AlarmStates
  /** Decided and not heard in the ledger yet, in the order to be told. */
  owed: OwedFact[]
  /** Per type, the last alarm that stopped the bot, or found it stopped: no alarm stops a bot twice. */
  stopped_for: { [Type in AlarmType]?: string }
}

/** A bot from its registration on. */
export const watchOf = (registered: EventOf<'bot.registered'>, partition: number, seq: number): BotWatch => ({
  bot_id: registered.bot_id,
  partition,
  name: registered.data.name,
  mode: registered.data.mode,
  risk: registered.data.risk,
  running: true,
  silences: {},
  history_seq: seq,
  kpi: initialKpi(registered, seq),
  alarms: {},
  owed: [],
  stopped_for: {},
})
