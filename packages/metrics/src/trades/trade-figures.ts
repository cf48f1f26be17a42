import type { Figure, Quality, TradeFormula } from '../figure.ts'
import { averageDurationSeconds } from '../figures/average-duration-seconds.ts'
import { averageLoss } from '../figures/average-loss.ts'
import { averageWin } from '../figures/average-win.ts'
import { expectancy } from '../figures/expectancy.ts'
import { expectancyRatio } from '../figures/expectancy-ratio.ts'
import { largestLoss } from '../figures/largest-loss.ts'
import { largestWin } from '../figures/largest-win.ts'
import { profitFactor } from '../figures/profit-factor.ts'
import { winRatePct } from '../figures/win-rate-pct.ts'
import { showFigures } from '../show-figures.ts'
import { kellyPctOf } from './kelly-pct.ts'
import { payoffRatioOf } from './payoff-ratio.ts'
import { sqnOf } from './sqn.ts'
import type { TradeSums } from './trade-sums.ts'

/** The figures that a snapshot has as well: by the same formulas, so they cannot differ. */
const OF_SNAPSHOT = {
  win_rate_pct: winRatePct,
  profit_factor: profitFactor,
  expectancy,
  expectancy_ratio: expectancyRatio,
  average_win: averageWin,
  average_loss: averageLoss,
  largest_win: largestWin,
  largest_loss: largestLoss,
  average_duration_seconds: averageDurationSeconds,
} as const satisfies { [name: string]: TradeFormula }

const OF_SUMS = { payoff_ratio: payoffRatioOf, sqn: sqnOf, kelly_pct: kellyPctOf } as const

type Name = keyof typeof OF_SNAPSHOT | keyof typeof OF_SUMS

/** Figures of closed trades, with the quality of each that is undefined or rests on too little. */
export type TradeFigures = { [Each in Name]: number | null } & { quality: { [Each in Name]?: Quality } }

/** What closed trades came to, from their sums. */
export const tradeFiguresOf = (sums: TradeSums): TradeFigures => {
  const book = { trades: { ...sums, consecutive_losses: 0 } }
  const figures = [
    ...Object.entries(OF_SNAPSHOT).map(([name, formula]) => [name, formula({ book })] as const),
    ...Object.entries(OF_SUMS).map(([name, formula]) => [name, formula(sums)] as const),
  ]
  // Every name stands in one of the two tables.
  const { values, quality } = showFigures(Object.fromEntries(figures) as { [Each in Name]: Figure })
  return { ...values, quality }
}
