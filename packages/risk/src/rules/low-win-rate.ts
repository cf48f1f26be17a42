import type { Rule } from '../rule.ts'

/** Too few of the closed trades have won. */
export const lowWinRate: Rule = {
  type: 'LOW_WIN_RATE',
  figure: 'win_rate_pct',
  sample: { of: 'closed_trades', min: 10 },
  direction: 'below',
  levels: { WARNING: 55, CRITICAL: 50 },
  range: { min: 0, max: 100 },
  label: 'Win rate',
  unit: ' %',
  recommended_action: {
    INFO: 'Keep an eye on the win rate.',
    WARNING: 'Look at the profit factor beside it: many small losses may be meant, if the wins are larger.',
    CRITICAL: 'Compare with the rate the strategy was tested at; stop the bot if the profit factor is below 1 too.',
    EMERGENCY: 'The bot takes no new signals unless configured otherwise. Test the strategy again on recent prices.',
  },
}
