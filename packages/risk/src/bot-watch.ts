import type { AlarmType, BotMode, EventOf, Risk, Unrecorded } from '@papertape/events'
import { type BotKpi, type BotKpiJson, botKpiFromJson, initialKpi, kpiToJson } from '@papertape/metrics'
import type { AlarmStates } from './evaluate.ts'
import type { Holdings } from './holdings.ts'
import type { Silences } from './silences.ts'

/** What follows from a bot's facts, and is to be told in the ledger. */
export type OwedFact =
  | Unrecorded<EventOf<'alarm.raised'>>
  | Unrecorded<EventOf<'alarm.escalated'>>
  | Unrecorded<EventOf<'alarm.cleared'>>
  | Unrecorded<EventOf<'bot.stopped'>>

/** All that alarms know of one bot: a fold of the ledger, and of nothing else. */
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
  holdings: Holdings
  /** Accepted trades that have neither been entered nor missed yet. */
  waiting: { [tradeId: string]: true }
  /** Since when it has held trades at prices that are stale by the clock; `null` = not now. */
  stale_since: string | null
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
  holdings: {},
  waiting: {},
  stale_since: null,
  alarms: {},
  owed: [],
  stopped_for: {},
})

/** The watch as it is stored. */
export type BotWatchJson = Omit<BotWatch, 'kpi'> & { kpi: BotKpiJson }

/** The watch as plain JSON. */
export const watchToJson = (watch: BotWatch): BotWatchJson => ({ ...watch, kpi: kpiToJson(watch.kpi) })

/** The exact inverse of {@link watchToJson}. */
export const watchFromJson = (json: BotWatchJson): BotWatch => ({ ...json, kpi: botKpiFromJson(json.kpi) })
