import type { Rule } from '../rule.ts'

/** The open trades together are worth too large a share of the account, LONG and SHORT alike. */
export const totalExposureExceeded: Rule = {
  type: 'TOTAL_EXPOSURE_EXCEEDED',
  figure: 'total_exposure_pct',
  direction: 'above',
  levels: { CRITICAL: 80 },
  range: { min: 0, max: Number.POSITIVE_INFINITY },
  label: 'Total exposure',
  unit: ' % of equity',
  recommended_action: {
    INFO: 'Keep an eye on how many trades are open.',
    WARNING: 'More is being opened than closed: look for trades that are stuck between their levels.',
    CRITICAL: 'Pause the bot until trades have closed; lower position_size or give its signals an expiry.',
    EMERGENCY: 'The bot takes no new signals unless configured otherwise. Close trades until the rest is affordable.',
  },
}
