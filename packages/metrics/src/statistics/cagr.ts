import { annualReturn } from './annual-return.ts'

/** Compound growth a year, a fraction, of `growth` = end / start: {@link annualReturn} for those who hold a quotient. */
export const cagr = (growth: number, years: number): number | null => annualReturn(growth - 1, years)
