import type { LeaderboardRow } from '@papertape/client'
import { checkedNumber } from '../../format/wrong-data.ts'

/** Every date at which one of the bots has a value, and each bot’s value then: that of its newest date up to it. */
export const rebased = (
  rows: readonly LeaderboardRow[],
): { times: readonly string[]; values: readonly (readonly (number | null)[])[] } => {
  const times = [...new Set(rows.flatMap(({ equity }) => equity.map(({ date }) => date)))].toSorted()
  const values = rows.map(({ equity, initial_capital }) => {
    const capital = checkedNumber(initial_capital)
    let next = 0
    let value: number | null = null
    return times.map((time) => {
      for (let point = equity[next]; point !== undefined && point.date <= time; point = equity[next]) {
        value = (checkedNumber(point.equity) / capital) * 100
        next += 1
      }
      return value
    })
  })
  return { times, values }
}
