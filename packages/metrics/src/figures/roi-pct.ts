import { type Formula, missing, perCent } from '../figure.ts'

/** Net profit of closed trades over all capital that was put in, per cent; null where none was. */
export const roiPct: Formula = ({ book }) => {
  const capital = book.capital
  return capital === 0n ? missing(0, 'NO_BOTS') : { value: perCent(book.account.realized, capital), quality: null }
}
