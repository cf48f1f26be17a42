import {
  type BotRegistration,
  type BotSettings,
  type EventOf,
  eventIdOf,
  filtersSchema,
  hashOf,
  policyHashOf,
  policySchema,
  riskSchema,
  type Unrecorded,
} from '@papertape/events'
import { z } from 'zod'
import type { patchBody } from '../api/requests/bots.ts'
import { Problem } from '../http/problem.ts'
import { readBody } from '../http/read-request.ts'

/** One request of an operator: `id` is its own, so that the same request twice is two acts. `time` is RFC 3339. */
export type Act = { id: string; time: string }

/** What the ledger says of a bot that decides an operator's act. */
export type BotNow = {
  bot_id: string
  registered: EventOf<'bot.registered'>['data']
  settings: BotSettings
  running: boolean
  /** Whether it stands still as a pause. */
  paused: boolean
  /** Whether the stop that holds had its open trades closed; none has been opened since. */
  closing: boolean
}

/** A place in PRICES: ticks behind it are later than whoever looked it up. */
export type PricesPlace = NonNullable<EventOf<'bot.stopped'>['data']['close_open_trades']>

/** The settings among a fact's data. */
const settingsOf = ({ name, position_size, policy, filters, risk }: BotSettings): BotSettings => ({
  name,
  position_size,
  policy,
  filters,
  risk,
})

const goingOn = { running: true, paused: false, closing: false }

/** What a stop makes of a bot. */
export const standingStill = ({ data }: Pick<EventOf<'bot.stopped'>, 'data'>) => ({
  running: false,
  paused: data.paused ?? false,
  closing: data.close_open_trades !== undefined,
})

/** The bot after its registration. */
export const registeredBot = (bot_id: string, registered: BotNow['registered']): BotNow => ({
  bot_id,
  registered,
  settings: settingsOf(registered),
  ...goingOn,
})

/** The bot after an operator's fact. */
export const evolve = (now: BotNow, fact: OperatorFact): BotNow => {
  switch (fact.type) {
    case 'bot.configured':
      return { ...now, settings: settingsOf(fact.data) }
    case 'bot.started':
      return { ...now, ...goingOn }
    case 'bot.stopped':
      return { ...now, ...standingStill(fact) }
    case 'trade.close_requested':
      return now
  }
}

/** What an operator's act on an existing bot appends. */
export type OperatorFact =
  | Fact<'bot.configured'>
  | Fact<'bot.started'>
  | Fact<'bot.stopped'>
  | Fact<'trade.close_requested'>

type Fact<Type extends OperatorFact['type'] | 'bot.registered'> = Unrecorded<EventOf<Type>>

const operatorFact = <Type extends string, Data>(type: Type, bot_id: string, act: Act, data: Data) => ({
  id: eventIdOf(type, act.id, bot_id),
  type,
  version: 1 as const,
  bot_id,
  time: act.time,
  cause: null,
  correlation: null,
  data,
})

/** A bot exists from here on. */
export const register = ({ bot_id, name, ...rest }: BotRegistration, act: Act): Fact<'bot.registered'> =>
  operatorFact('bot.registered', bot_id, act, { ...rest, name: name ?? bot_id, policy_hash: policyHashOf(rest) })

const parts = z.strictObject({ policy: policySchema, filters: filtersSchema, risk: riskSchema })

/** Dotted names of the settings that differ, such as `policy.taker_fee_rate`. */
const changedNames = (before: BotSettings, after: BotSettings): string[] => {
  const flat = ({ name, position_size, policy, filters, risk }: BotSettings): [string, unknown][] => [
    ['name', name],
    ['position_size', position_size],
    ...Object.entries({ policy, filters, risk }).flatMap(([part, fields]) =>
      Object.entries(fields).map(([field, value]): [string, unknown] => [`${part}.${field}`, value]),
    ),
  ]
  const earlier = new Map(flat(before))
  return flat(after)
    .filter(([name, value]) => hashOf(value ?? null) !== hashOf(earlier.get(name) ?? null))
    .map(([name]) => name)
}

/**
 * New settings: what the patch names replaces what was, the rest stays, and the whole must be valid. `null` where nothing
 * would change.
 * @throws Problem `validation` naming each field at fault.
 */
export const configure = (now: BotNow, patch: z.output<typeof patchBody>, act: Act): Fact<'bot.configured'> | null => {
  const { settings } = now
  const merged = readBody(parts, {
    policy: { ...settings.policy, ...patch.policy },
    filters: { ...settings.filters, ...patch.filters },
    risk: { ...settings.risk, ...patch.risk },
  })
  const next: BotSettings = {
    name: patch.name ?? settings.name,
    position_size: patch.position_size ?? settings.position_size,
    ...merged,
  }
  const changed = changedNames(settings, next)
  if (changed.length === 0) return null
  return operatorFact('bot.configured', now.bot_id, act, { ...next, policy_hash: policyHashOf(next), changed })
}

/** Signals are accepted again; `null` where they are already. */
export const start = (now: BotNow, reason: string | null, act: Act): Fact<'bot.started'> | null =>
  now.running ? null : operatorFact('bot.started', now.bot_id, act, { by: 'operator', reason })

const stopped = (now: BotNow, act: Act, data: Omit<Fact<'bot.stopped'>['data'], 'by' | 'alarm_id'>) =>
  operatorFact('bot.stopped', now.bot_id, act, { by: 'operator' as const, alarm_id: null, ...data })

/**
 * No OPEN signal is accepted from here on; with a place in PRICES, the open trades close at their next tick behind it. Of a
 * pause it makes a stop. `null` where all that is so already.
 * @throws Problem `replay-bot` for closes of a replay bot.
 */
export const stop = (
  now: BotNow,
  { reason, closeFrom }: { reason: string | null; closeFrom: PricesPlace | null },
  act: Act,
): Fact<'bot.stopped'> | null => {
  if (closeFrom !== null) refuseReplays(now)
  if (!now.running && !now.paused && (closeFrom === null || now.closing)) return null
  return stopped(now, act, closeFrom === null ? { reason } : { reason, close_open_trades: closeFrom })
}

/** A stop that is meant to end soon; `null` where the bot stands still already, for whatever reason. */
export const pause = (now: BotNow, reason: string | null, act: Act): Fact<'bot.stopped'> | null =>
  now.running ? stopped(now, act, { reason, paused: true }) : null

/** What a replay's file alone decides is nobody's to close. @throws Problem `replay-bot`. */
const refuseReplays = ({ bot_id, registered }: BotNow): void => {
  if (registered.mode === 'replay') throw new Problem('replay-bot', `${bot_id} is a replay bot.`)
}

/**
 * A trade closes at its next tick behind a place in PRICES. A trade is asked for once, so its id names the fact.
 * @throws Problem `replay-bot`.
 */
export const requestClose = (
  now: BotNow,
  { trade_id, reason, from }: { trade_id: string; reason: string | null; from: PricesPlace },
  { time }: Act,
): Fact<'trade.close_requested'> => {
  refuseReplays(now)
  const data = { trade_id, by: 'operator', reason, ...from }
  return operatorFact('trade.close_requested', now.bot_id, { id: trade_id, time }, data)
}
