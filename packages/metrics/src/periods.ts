/** Days of a market that never closes: what daily figures are annualised by. Reference: metrics.md, convention 3. */
export const DAYS_PER_YEAR = 365
