import type { Bot, BotPatch, BotRegistration, Policy } from '@papertape/client'
import type { Form } from './field.tsx'

/** What a bot is registered with unless somebody says otherwise: the gateway's own defaults. */
export const NEW_BOT: Form = {
  mode: 'live',
  public: 'yes',
  initial_capital: '10000',
  position_size: '100',
  'policy.entry': 'signal_price',
  'policy.taker_fee_rate': '0.001',
  'policy.slippage_bps': '0',
  'policy.max_entry_deviation_pct': '2',
  'policy.require_levels': 'yes',
  'risk.stop_on_emergency': 'yes',
}

const yes = (value: boolean): string => (value ? 'yes' : '')

/** The settings of a bot as a form shows them. */
export const formOf = ({ name, position_size, policy, filters, risk }: Bot): Form => ({
  name,
  position_size,
  'policy.entry': policy.entry,
  'policy.taker_fee_rate': policy.taker_fee_rate,
  'policy.slippage_bps': policy.slippage_bps,
  'policy.max_entry_deviation_pct': policy.max_entry_deviation_pct ?? '',
  'policy.require_levels': yes(policy.require_levels),
  'filters.market_types': filters.market_types?.join(',') ?? '',
  'filters.min_confidence': filters.min_confidence?.toString() ?? '',
  'filters.symbols': filters.symbols?.join(', ') ?? '',
  'risk.stop_on_emergency': yes(risk.stop_on_emergency),
  'risk.close_on_emergency': yes(risk.close_on_emergency),
  'risk.max_trades_per_day': risk.max_trades_per_day?.toString() ?? '',
  'risk.daily_loss_limit': risk.daily_loss_limit ?? '',
})

const textOf = (form: Form, name: string): string => (form[name] ?? '').trim()
const orNull = (text: string): string | null => (text === '' ? null : text)
/** A number, or `null` for nothing. The form lets only numbers pass. */
const numberOrNull = (text: string): number | null => (text === '' ? null : Number(text))
/** Texts between commas; nothing at all is `null`: no limit. */
export const listOrNull = (text: string): string[] | null => {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.length === 0 ? null : parts
}

const MARKETS = ['SPOT', 'FUTURES'] as const

const policyOf = (form: Form): Policy => ({
  entry: textOf(form, 'policy.entry') === 'next_tick' ? 'next_tick' : 'signal_price',
  taker_fee_rate: textOf(form, 'policy.taker_fee_rate'),
  slippage_bps: textOf(form, 'policy.slippage_bps'),
  max_entry_deviation_pct: orNull(textOf(form, 'policy.max_entry_deviation_pct')),
  require_levels: textOf(form, 'policy.require_levels') === 'yes',
})

/** All that can be changed of a bot, as a form says it; its own thresholds have a form of their own. */
export const settingsOf = (form: Form) => {
  const markets = listOrNull(textOf(form, 'filters.market_types'))
  return {
    position_size: textOf(form, 'position_size'),
    policy: policyOf(form),
    filters: {
      market_types: markets === null ? null : MARKETS.filter((market) => markets.includes(market)),
      min_confidence: numberOrNull(textOf(form, 'filters.min_confidence')),
      symbols: listOrNull(textOf(form, 'filters.symbols')),
    },
    risk: {
      stop_on_emergency: textOf(form, 'risk.stop_on_emergency') === 'yes',
      close_on_emergency: textOf(form, 'risk.close_on_emergency') === 'yes',
      max_trades_per_day: numberOrNull(textOf(form, 'risk.max_trades_per_day')),
      daily_loss_limit: orNull(textOf(form, 'risk.daily_loss_limit')),
    },
  }
}

/** What registers the bot that a form describes. */
export const registrationOf = (form: Form): BotRegistration => {
  const name = textOf(form, 'name')
  const mode = textOf(form, 'mode')
  return {
    bot_id: textOf(form, 'bot_id'),
    ...(name === '' ? {} : { name }),
    mode: mode === 'demo' || mode === 'replay' ? mode : 'live',
    public: textOf(form, 'public') === 'yes',
    initial_capital: textOf(form, 'initial_capital'),
    ...settingsOf(form),
  }
}

/** The fields of a part that differ. */
const changedOf = <Part extends object>(before: Part, after: Part): Partial<Part> => {
  const changed: Partial<Part> = {}
  for (const name of Object.keys(after) as (keyof Part)[]) {
    if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) changed[name] = after[name]
  }
  return changed
}

/** What changes a bot into what a form describes: the fields that differ, and no others. */
export const patchOf = (form: Form, bot: Bot): BotPatch => {
  const before = settingsOf(formOf(bot))
  const after = settingsOf(form)
  const parts = {
    policy: changedOf(before.policy, after.policy),
    filters: changedOf(before.filters, after.filters),
    risk: changedOf(before.risk, after.risk),
  }
  const name = textOf(form, 'name')
  return {
    ...(name === bot.name ? {} : { name }),
    ...(after.position_size === before.position_size ? {} : { position_size: after.position_size }),
    ...Object.fromEntries(Object.entries(parts).filter(([, changes]) => Object.keys(changes).length > 0)),
  }
}
