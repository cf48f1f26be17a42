import { cashOf } from '../account.ts'
import { exactly, type Formula } from '../figure.ts'

/**
 * What no open trade is using, quote units: account value − Σ open (entry notional + gross unrealized). Negative when
 * more is open than the account holds; nothing forbids that on paper. CONTRACT section 5.
 */
export const cashBalance: Formula = ({ book }) => exactly(cashOf(book.capital, book.account))
