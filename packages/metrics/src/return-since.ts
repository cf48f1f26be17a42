import { type Decimal, decimal } from '@papertape/money'
import { type Figure, missing, perCent } from './figure.ts'

/** level / start − 1 in per cent; undefined when there was nothing to grow from. */
export const returnSince = (start: string, level: Decimal): Figure => {
  const from = decimal(start)
  return from <= 0n ? missing(1, 'EQUITY_NOT_POSITIVE') : { value: perCent(level - from, from), quality: null }
}
