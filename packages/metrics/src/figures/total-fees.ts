import { exactly, type Formula } from '../figure.ts'

/** Σ fees of all fills, quote units, the entry fees of open trades included. CONTRACT section 3.5. */
export const totalFees: Formula = ({ book }) => exactly(book.account.fees)
