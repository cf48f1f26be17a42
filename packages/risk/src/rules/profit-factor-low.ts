import type { Rule } from '../rule.ts'

/** The losing trades have cost more than the winning ones have earned. */
export const profitFactorLow: Rule = {
  type: 'PROFIT_FACTOR_LOW',
  figure: 'profit_factor',
  sample: { of: 'closed_trades', min: 10 },
  direction: 'below',
  levels: { CRITICAL: 1 },
  range: { min: 0, max: Number.POSITIVE_INFINITY },
  label: 'Profit factor',
  unit: '',
  recommended_action: {
    INFO: 'Keep an eye on the average win and the average loss.',
    WARNING: 'Compare the average win with the average loss, and the fees with both.',
    CRITICAL: 'The bot loses money: stop it unless the sample is known to be an unlucky one.',
    EMERGENCY: 'The bot takes no new signals unless configured otherwise. Test the strategy again on recent prices.',
  },
}
