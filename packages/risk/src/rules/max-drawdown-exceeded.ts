import type { Rule } from '../rule.ts'

/** The account has fallen too far below its highest value. */
export const maxDrawdownExceeded: Rule = {
  type: 'MAX_DRAWDOWN_EXCEEDED',
  figure: 'current_drawdown_pct',
  direction: 'at_least',
  levels: { WARNING: 15, EMERGENCY: 20 },
  range: { min: 0, max: Number.POSITIVE_INFINITY },
  label: 'Drawdown',
  unit: ' %',
  recommended_action: {
    INFO: 'Keep an eye on the account.',
    WARNING: 'Look at the open trades and at the last losing ones; lower the position size or stop the bot.',
    CRITICAL: 'Stop the bot until the losses are understood.',
    EMERGENCY:
      'The bot takes no new signals unless configured otherwise. Find out what changed before starting it again.',
  },
}
