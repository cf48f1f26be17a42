import type { Rule } from '../rule.ts'

/** One open trade is too large a share of the account. */
export const positionSizeExceeded: Rule = {
  type: 'POSITION_SIZE_EXCEEDED',
  figure: 'largest_position_pct',
  direction: 'above',
  levels: { WARNING: 10 },
  range: { min: 0, max: Number.POSITIVE_INFINITY },
  label: 'Largest position',
  unit: ' % of equity',
  recommended_action: {
    INFO: 'Keep an eye on the largest trade.',
    WARNING: 'Lower the bot’s position_size, or accept the size by raising this threshold.',
    CRITICAL: 'Lower the bot’s position_size, and consider closing the trade.',
    EMERGENCY: 'The bot takes no new signals unless configured otherwise. Close the trade, or accept its size.',
  },
}
