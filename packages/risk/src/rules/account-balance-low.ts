import type { Rule } from '../rule.ts'

/** The account is worth too little to go on with. */
export const accountBalanceLow: Rule = {
  type: 'ACCOUNT_BALANCE_LOW',
  figure: 'account_value',
  direction: 'below',
  levels: { WARNING: 500, EMERGENCY: 100 },
  range: { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY },
  label: 'Account value',
  unit: '',
  recommended_action: {
    INFO: 'Keep an eye on the account.',
    WARNING: 'Lower the bot’s position_size, so that what is left lasts.',
    CRITICAL: 'Stop the bot, or lower its position_size to a small part of what is left.',
    EMERGENCY: 'The bot takes no new signals unless configured otherwise. The account is used up: register a new bot.',
  },
}
