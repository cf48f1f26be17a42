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
import { dailyReturnPct } from './figures/daily-return-pct.ts'
import { expectancy } from './figures/expectancy.ts'
import { largestLoss } from './figures/largest-loss.ts'
import { largestPositionPct } from './figures/largest-position-pct.ts'
import { largestWin } from './figures/largest-win.ts'
import { losingTrades } from './figures/losing-trades.ts'
import { maxConsecutiveLosses } from './figures/max-consecutive-losses.ts'
import { maxDrawdownPct } from './figures/max-drawdown-pct.ts'
import { monthlyReturnPct } from './figures/monthly-return-pct.ts'
import { profitFactor } from './figures/profit-factor.ts'
import { realizedPnl } from './figures/realized-pnl.ts'
import { roiPct } from './figures/roi-pct.ts'
import { totalExposurePct } from './figures/total-exposure-pct.ts'
import { totalFees } from './figures/total-fees.ts'
import { totalReturnPct } from './figures/total-return-pct.ts'
import { totalTrades } from './figures/total-trades.ts'
import { tradesPerDay } from './figures/trades-per-day.ts'
import { unrealizedPnl } from './figures/unrealized-pnl.ts'
import { weeklyReturnPct } from './figures/weekly-return-pct.ts'
import { winRatePct } from './figures/win-rate-pct.ts'
import { winningTrades } from './figures/winning-trades.ts'

/** Every figure of a KPI snapshot with its formula, in the contract's order. */
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
  trades_per_day: tradesPerDay,
  roi_pct: roiPct,
} as const satisfies { [name: string]: Formula }

/** The name of a figure, the same from here to the pixel. */
export type FigureName = keyof typeof FIGURES

/** All figure names, in the contract's order. */
export const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[]
