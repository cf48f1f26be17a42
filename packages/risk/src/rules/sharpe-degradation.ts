import type { Rule } from '../rule.ts'

/** The daily returns are too small for how much they vary. */
export const sharpeDegradation: Rule = {
  type: 'SHARPE_DEGRADATION',
  figure: 'sharpe_ratio',
  sample: { of: 'daily_returns', min: 30 },
  direction: 'below',
  levels: { WARNING: 0.5 },
  range: { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY },
  label: 'Sharpe ratio',
  unit: '',
  recommended_action: {
    INFO: 'Keep an eye on the returns of the next days.',
    WARNING: 'Compare the last weeks with those before: is the profit smaller, or are the swings larger?',
    CRITICAL: 'The risk is hardly paid for: lower the position size or stop the bot until that is understood.',
    EMERGENCY: 'The bot takes no new signals unless configured otherwise. Test the strategy again on recent prices.',
  },
}
