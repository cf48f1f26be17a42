import { exactly, type Formula } from '../figure.ts'

/**
 * What the account is worth at the last marks, quote units: starting capital + realized + unrealized. Zero or negative
 * when a SHORT has lost more than there was. CONTRACT section 5.
 */
export const accountValue: Formula = ({ equity }) => exactly(equity)
