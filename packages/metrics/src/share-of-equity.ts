import type { Decimal } from '@papertape/money'
import { type Book, equityOfBook } from './book.ts'
import { type Figure, missing, perCent } from './figure.ts'

/** An amount in per cent of the account's value; of nothing, or of debts, there are no shares. */
export const shareOfEquity = (book: Book, amount: Decimal): Figure => {
  const equity = equityOfBook(book)
  return equity <= 0n
    ? missing(book.account.active, 'EQUITY_NOT_POSITIVE')
    : { value: perCent(amount, equity), quality: null }
}
