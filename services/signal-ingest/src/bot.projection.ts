import {
  type BotMode,
  type EventOf,
  type Filters,
  filtersSchema,
  type Policy,
  policySchema,
  type Risk,
  riskSchema,
  type Unrecorded,
  utcDayBefore,
  utcDayOf,
} from '@papertape/events'
import { decimal, formatDecimal } from '@papertape/money'
import type { RecoveredBot } from '@papertape/store'

/** What the next decision about a bot needs, folded from its history, and nothing more. */
export type BotState = {
  bot_id: string
  /** Ledger sequence of the last fact of its history: what an append expects. */
  last_seq: number
  mode: BotMode
  position_size: string
  policy: Policy
  policy_hash: string
  filters: Filters
  risk: Risk
  running: boolean
  /** The first run that a replay bot was sent a signal of; it hears no other. */
  run: string | null
  /** The newest UTC day of acceptance that has accepted OPEN signals, and how many. */
  opens_day: string | null
  opens_count: number
  /** Net result of exits by UTC day, decimal text; of the newest such day and the one before it. */
  realized_by_day: Readonly<Record<string, string>>
}

type Settings = Pick<BotState, 'position_size' | 'policy' | 'policy_hash' | 'filters' | 'risk'>

/** Parsed again, so that a row of PostgreSQL (which orders keys its own way) and a fact give the same text later. */
const settingsOf = ({ position_size, policy, policy_hash, filters, risk }: Settings): Settings => ({
  position_size,
  policy: policySchema.parse(policy),
  policy_hash,
  filters: filtersSchema.parse(filters),
  risk: riskSchema.parse(risk),
})

/** A bot as the projection holds it at its checkpoint. */
export const recoveredBot = (row: RecoveredBot): BotState => ({
  bot_id: row.bot_id,
  last_seq: row.last_seq,
  mode: row.mode,
  ...settingsOf(row),
  running: row.running,
  run: row.run,
  opens_day: row.opens_day,
  opens_count: row.opens_count,
  realized_by_day: Object.fromEntries(Object.entries(row.exit_days).map(([day, { pnl }]) => [day, pnl])),
})

const registered = ({ bot_id, data }: Unrecorded<EventOf<'bot.registered'>>, seq: number): BotState => ({
  bot_id,
  last_seq: seq,
  mode: data.mode,
  ...settingsOf(data),
  running: true,
  run: null,
  opens_day: null,
  opens_count: 0,
  realized_by_day: {},
})

const runOf = (bot: BotState, run: string | null): string | null => bot.run ?? (bot.mode === 'replay' ? run : null)

const opensWith = (bot: BotState, day: string): Pick<BotState, 'opens_day' | 'opens_count'> => {
  if (bot.opens_day === null || day > bot.opens_day) return { opens_day: day, opens_count: 1 }
  return { opens_day: bot.opens_day, opens_count: bot.opens_count + (day === bot.opens_day ? 1 : 0) }
}

/** The sums with one more exit, without the days that no decision asks for any more. */
const realizedWith = (days: BotState['realized_by_day'], day: string, pnl: string): BotState['realized_by_day'] => {
  const summed = { ...days, [day]: formatDecimal(decimal(days[day] ?? '0') + decimal(pnl)) }
  const newest = Object.keys(summed).reduce((later, each) => (each > later ? each : later))
  const oldest = utcDayBefore(newest)
  return Object.fromEntries(Object.entries(summed).filter(([each]) => each >= oldest))
}

const changed = (bot: BotState, event: Unrecorded): Partial<BotState> => {
  switch (event.type) {
    case 'bot.configured':
      return settingsOf(event.data)
    case 'bot.started':
      return { running: true }
    case 'bot.stopped':
      return { running: false }
    case 'signal.accepted': {
      const run = runOf(bot, event.data.run)
      return event.data.action === 'OPEN' ? { run, ...opensWith(bot, utcDayOf(event.time)) } : { run }
    }
    case 'signal.rejected':
      return { run: runOf(bot, event.data.run) }
    case 'fill.recorded': {
      if (event.data.exit === null) return {}
      const { realized_pnl } = event.data.exit
      return { realized_by_day: realizedWith(bot.realized_by_day, utcDayOf(event.time), realized_pnl) }
    }
    default:
      return {}
  }
}

/** A bot after one more fact of its history. A fact at or below `last_seq` changes nothing. */
export const foldBot = (bot: BotState | undefined, event: Unrecorded, seq: number): BotState | undefined => {
  if (bot === undefined) return event.type === 'bot.registered' ? registered(event, seq) : undefined
  if (seq <= bot.last_seq) return bot
  return { ...bot, ...changed(bot, event), last_seq: seq }
}
