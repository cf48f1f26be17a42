import { createDoubts } from '../reading/doubts.ts'
import type { SeriesRecord } from '../record/record.ts'

/** Says which values of a series are possible and hardly meant: named by row and column. */
export const doubtValues = ({ kind, series: { values }, column }: SeriesRecord): string[] => {
  const doubts = createDoubts()
  values.forEach((value, index) => {
    const place = { row: index + 1, line: null }
    const before = values[index - 1]
    if (kind === 'returns') {
      if (value > 1) doubts.add('a return above 100 % (returns are fractions: 0.01 is 1 %)', place, column)
      if (value < -1) doubts.add('a return below −100 %: more was lost than there was', place, column)
      else if (value === -1) doubts.add('a return of −100 %: nothing is left to earn on', place, column)
      return
    }
    if (value <= 0) doubts.add('equity is not above zero; what follows it has no return', place, column)
    if (before !== undefined && before > 0 && value > 2 * before)
      doubts.add('a gain of more than 100 % in one row', place, column)
  })
  return doubts.all()
}
