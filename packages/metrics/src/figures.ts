import type { Formula } from './figure.ts'
import { accountValue } from './figures/account-value.ts'
import { activePositions } from './figures/active-positions.ts'
import { averageDurationSeconds } from './figures/average-duration-seconds.ts'
import { averageLoss } from './figures/average-loss.ts'
import { averageTradePnl } from './figures/average-trade-pnl.ts'
import { averageWin } from './figures/average-win.ts'
import { breakevenTrades } from './figures/breakeven-trades.ts'
import { cagrPct } from './figures/cagr-pct.ts'
import { calmarRatio } from './figures/calmar-ratio.ts'
import { cashBalance } from './figures/cash-balance.ts'
import { consecutiveLosses } from './figures/consecutive-losses.ts'
import { currentDrawdownPct } from './figures/current-drawdown-pct.ts'
import { cvar95Pct } from './figures/cvar-95-pct.ts'
import { dailyReturnPct } from './figures/daily-return-pct.ts'
import { expectancy } from './figures/expectancy.ts'
import { expectancyRatio } from './figures/expectancy-ratio.ts'
import { largestLoss } from './figures/largest-loss.ts'
import { largestPositionPct } from './figures/largest-position-pct.ts'
import { largestWin } from './figures/largest-win.ts'
import { losingTrades } from './figures/losing-trades.ts'
import { maxConsecutiveLosses } from './figures/max-consecutive-losses.ts'
import { maxDrawdownAmount } from './figures/max-drawdown-amount.ts'
import { maxDrawdownPct } from './figures/max-drawdown-pct.ts'
import { monthlyReturnPct } from './figures/monthly-return-pct.ts'
import { profitFactor } from './figures/profit-factor.ts'
import { realizedPnl } from './figures/realized-pnl.ts'
import { roiPct } from './figures/roi-pct.ts'
import { sharpeRatio } from './figures/sharpe-ratio.ts'
import { sortinoRatio } from './figures/sortino-ratio.ts'
import { totalExposurePct } from './figures/total-exposure-pct.ts'
import { totalFees } from './figures/total-fees.ts'
import { totalReturnPct } from './figures/total-return-pct.ts'
import { totalTrades } from './figures/total-trades.ts'
import { tradesPerDay } from './figures/trades-per-day.ts'
import { turnover } from './figures/turnover.ts'
import { unrealizedPnl } from './figures/unrealized-pnl.ts'
import { var95Pct } from './figures/var-95-pct.ts'
import { volatilityPct } from './figures/volatility-pct.ts'
import { weeklyReturnPct } from './figures/weekly-return-pct.ts'
import { winRatePct } from './figures/win-rate-pct.ts'
import { winningTrades } from './figures/winning-trades.ts'

/** Every figure that a book alone gives, with its formula. */
export const FIGURES = {
  account_value: accountValue,
  cash_balance: cashBalance,
  unrealized_pnl: unrealizedPnl,
  realized_pnl: realizedPnl,
  total_fees: totalFees,
  total_return_pct: totalReturnPct,
  daily_return_pct: dailyReturnPct,
  weekly_return_pct: weeklyReturnPct,
  monthly_return_pct: monthlyReturnPct,
  cagr_pct: cagrPct,
  volatility_pct: volatilityPct,
  sharpe_ratio: sharpeRatio,
  sortino_ratio: sortinoRatio,
  calmar_ratio: calmarRatio,
  max_drawdown_pct: maxDrawdownPct,
  current_drawdown_pct: currentDrawdownPct,
  total_trades: totalTrades,
  winning_trades: winningTrades,
  losing_trades: losingTrades,
  breakeven_trades: breakevenTrades,
  win_rate_pct: winRatePct,
  profit_factor: profitFactor,
  average_win: averageWin,
  average_loss: averageLoss,
  average_trade_pnl: averageTradePnl,
  expectancy: expectancy,
  largest_win: largestWin,
  largest_loss: largestLoss,
  consecutive_losses: consecutiveLosses,
  max_consecutive_losses: maxConsecutiveLosses,
  average_duration_seconds: averageDurationSeconds,
  active_positions: activePositions,
  total_exposure_pct: totalExposurePct,
  largest_position_pct: largestPositionPct,
  turnover: turnover,
  trades_per_day: tradesPerDay,
  roi_pct: roiPct,
  expectancy_ratio: expectancyRatio,
  max_drawdown_amount: maxDrawdownAmount,
} as const satisfies { [name: string]: Formula }

/** Every figure that asks for all daily returns, with its formula. */
export const SAMPLE_FIGURES = { var_95_pct: var95Pct, cvar_95_pct: cvar95Pct } as const

/** The name of a figure that a book alone gives, the same from here to the pixel. */
export type BookFigureName = keyof typeof FIGURES

/** The name of a figure, the same from here to the pixel. */
export type FigureName = BookFigureName | keyof typeof SAMPLE_FIGURES

const BOOK_FIGURE_NAMES = Object.keys(FIGURES) as readonly BookFigureName[]
const TAIL_FOLLOWS: BookFigureName = 'current_drawdown_pct'

/** All figure names, in the contract's order; those it does not name come last. */
export const FIGURE_NAMES: readonly FigureName[] = BOOK_FIGURE_NAMES.flatMap((name): FigureName[] =>
  name === TAIL_FOLLOWS ? [name, 'var_95_pct', 'cvar_95_pct'] : [name],
)
