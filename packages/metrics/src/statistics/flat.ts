/** A deviation below this is none: ten returns of exactly 1 % differ by rounding alone, and have no ratio. */
export const FLAT = 1e-12
