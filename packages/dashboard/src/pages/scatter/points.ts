import type { LeaderboardRow } from '@papertape/client'
import { checkedNumber } from '../../format/wrong-data.ts'

export const RISKS = ['volatility_pct', 'max_drawdown_pct'] as const
export const RETURNS = ['total_return_pct', 'cagr_pct'] as const
export type Axes = { risk: (typeof RISKS)[number]; ret: (typeof RETURNS)[number] }

/** A bot as a point; `trades` is how large it is drawn. */
export type Point = {
  readonly id: string
  readonly name: string
  readonly risk: number
  readonly ret: number
  readonly trades: number
  /** Whether one of the two figures rests on too little. */
  readonly low: boolean
}

/** The bots that have both figures. */
export const pointsOf = (rows: readonly LeaderboardRow[], { risk, ret }: Axes): readonly Point[] =>
  rows.flatMap(({ bot_id: id, name, kpi, trades }) => {
    const [x, y] = [kpi[risk], kpi[ret]]
    if (x === null || y === null) return []
    const low = [risk, ret].some((figure) => kpi.quality[figure]?.state === 'low_sample')
    return [{ id, name, risk: checkedNumber(x), ret: checkedNumber(y), trades: checkedNumber(trades), low }]
  })

/** The radius of a point in pixels: its area grows with the number of trades. */
export const radiusOf = (trades: number, most: number): number => 6 + 14 * Math.sqrt(most === 0 ? 0 : trades / most)

/** Labels that would lie upon each other are moved down, in the order of their height. */
export const apart = (
  places: readonly { readonly x: number; readonly y: number }[],
  gap: number,
): readonly number[] => {
  const moved = places.map(({ y }) => y)
  const order = places.map((_, at) => at).toSorted((a, b) => (places[a]?.y ?? 0) - (places[b]?.y ?? 0))
  for (const [nth, at] of order.entries()) {
    for (const before of order.slice(0, nth)) {
      const near = Math.abs((places[before]?.x ?? 0) - (places[at]?.x ?? 0)) < 110
      if (near) moved[at] = Math.max(moved[at] ?? 0, (moved[before] ?? 0) + gap)
    }
  }
  return moved
}
