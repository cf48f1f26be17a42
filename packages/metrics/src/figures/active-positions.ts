import { counted, type Formula } from '../figure.ts'

/** Open trades; each accepted OPEN is its own, nothing is netted. CONTRACT section 3.7. */
export const activePositions: Formula = ({ book }) => counted(book.account.active)
