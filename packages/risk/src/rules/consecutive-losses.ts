import type { Rule } from '../rule.ts'

/** Too many trades have lost, one after another. The streak is a whole number and only ends at once, with a win or a tie. */
export const consecutiveLosses: Rule = {
  type: 'CONSECUTIVE_LOSSES',
  figure: 'consecutive_losses',
  direction: 'at_least',
  levels: { CRITICAL: 5 },
  range: { min: 0, max: Number.POSITIVE_INFINITY },
  label: 'Losing streak',
  unit: '',
  recommended_action: {
    INFO: 'Keep an eye on the next trades.',
    WARNING: 'Compare the losing trades: same symbol, same direction, same hour?',
    CRITICAL: 'Pause the bot, and check whether its signals still fit the market they were made for.',
    EMERGENCY: 'The bot takes no new signals unless configured otherwise. Find the cause before starting it again.',
  },
}
