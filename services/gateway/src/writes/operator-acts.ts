import {
  type BotRegistration,
  type BotSettings,
  botPatchSchema,
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
import { readBody } from '../http/read-request.ts'

/** One request of an operator: `id` is its own, so that the same request twice is two acts. `time` is RFC 3339. */
export type Act = { id: string; time: string }

/** What the ledger says of a bot that decides an operator's act. */
export type BotNow = {
  bot_id: string
  registered: EventOf<'bot.registered'>['data']
  settings: BotSettings
  running: boolean
}

/** The settings among a fact's data. */
const settingsOf = ({ name, position_size, policy, filters, risk }: BotSettings): BotSettings => ({
  name,
  position_size,
  policy,
  filters,
  risk,
})

/** The bot after its registration. */
export const registeredBot = (bot_id: string, registered: BotNow['registered']): BotNow => ({
  bot_id,
  registered,
  settings: settingsOf(registered),
  running: true,
})

/** The bot after an operator's fact. */
export const evolve = (now: BotNow, fact: OperatorFact): BotNow => {
  switch (fact.type) {
    case 'bot.configured':
      return { ...now, settings: settingsOf(fact.data) }
    case 'bot.started':
      return { ...now, running: true }
    case 'bot.stopped':
      return { ...now, running: false }
  }
}

/** What an operator's act on an existing bot appends. */
export type OperatorFact = Fact<'bot.configured'> | Fact<'bot.started'> | Fact<'bot.stopped'>

type Fact<Type extends 'bot.registered' | 'bot.configured' | 'bot.started' | 'bot.stopped'> = Unrecorded<EventOf<Type>>

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

/** No value but absence; says why where there is one. */
const fixed = z.undefined({ error: 'is fixed at registration' })

/** What `PATCH` takes; a field that is fixed for ever is told apart from one that does not exist. */
export const patchBody = botPatchSchema.extend({
  bot_id: fixed.optional(),
  mode: fixed.optional(),
  public: fixed.optional(),
  initial_capital: fixed.optional(),
})

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

/** No OPEN signal is accepted from here on; `null` where none is already. */
export const stop = (now: BotNow, reason: string | null, act: Act): Fact<'bot.stopped'> | null =>
  now.running ? operatorFact('bot.stopped', now.bot_id, act, { by: 'operator', reason, alarm_id: null }) : null
