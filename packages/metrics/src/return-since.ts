import { type Decimal, decimal } from '@papertape/money'
import { type Figure, missing, perCent } from './figure.ts'

/** level / start − 1 in per cent; undefined when there was nothing to grow from. */
export const returnSince = (start: Decimal, level: Decimal): Figure =>
  start <= 0n ? missing(1, 'EQUITY_NOT_POSITIVE') : { value: perCent(level - start, start), quality: null }

/** Growth between two levels of one record as decimal text, per cent: a rolling return, whatever days lie between. */
export const rollingReturn = (levelThen: string, levelNow: string): Figure =>
  returnSince(decimal(levelThen), decimal(levelNow))
