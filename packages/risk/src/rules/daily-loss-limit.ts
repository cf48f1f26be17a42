import type { Rule } from '../rule.ts'

/** Too much of what the account was worth when the UTC day began is lost, open trades included. */
export const dailyLossLimit: Rule = {
  type: 'DAILY_LOSS_LIMIT',
  figure: 'daily_return_pct',
  as_loss: true,
  direction: 'at_least',
  levels: { CRITICAL: 5 },
  derived: { level: 'WARNING', from: 'CRITICAL', pct: 80 },
  range: { min: 0, max: Number.POSITIVE_INFINITY },
  label: 'Loss of the day',
  unit: ' %',
  recommended_action: {
    INFO: 'Keep an eye on the day.',
    WARNING: 'The day’s limit is near: look at the open trades, and consider pausing the bot until tomorrow.',
    CRITICAL: 'Pause the bot until the next UTC day, and look for what its losing trades of today have in common.',
    EMERGENCY: 'The bot takes no new signals unless configured otherwise. Start it again tomorrow at the earliest.',
  },
}
