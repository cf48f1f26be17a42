import type { Decimal } from '@papertape/money'
import { type Figure, missing, perCent, type Standing } from './figure.ts'

/** An amount in per cent of the account's value; of nothing, or of debts, there are no shares. */
export const shareOfEquity = ({ book, equity }: Standing, amount: Decimal): Figure =>
  equity <= 0n ? missing(book.account.active, 'EQUITY_NOT_POSITIVE') : { value: perCent(amount, equity), quality: null }
