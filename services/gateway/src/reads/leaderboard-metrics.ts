import type { FigureName } from '@papertape/metrics'

/** The figures of a row. */
export const LEADERBOARD_FIGURES = [
  'account_value',
  'realized_pnl',
  'unrealized_pnl',
  'total_return_pct',
  'roi_pct',
  'cagr_pct',
  'volatility_pct',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'max_drawdown_pct',
  'current_drawdown_pct',
  'var_95_pct',
  'cvar_95_pct',
  'total_trades',
  'winning_trades',
  'losing_trades',
  'win_rate_pct',
  'profit_factor',
  'expectancy',
  'expectancy_ratio',
  'average_win',
  'average_loss',
  'max_consecutive_losses',
  'average_duration_seconds',
  'trades_per_day',
  'turnover',
  'active_positions',
  'total_exposure_pct',
] as const satisfies readonly FigureName[]

export type LeaderboardFigure = (typeof LEADERBOARD_FIGURES)[number]

/** What bots are ranked by. */
export const RANKED_BY = [
  'total_return_pct',
  'roi_pct',
  'cagr_pct',
  'realized_pnl',
  'account_value',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'profit_factor',
  'win_rate_pct',
  'expectancy',
  'expectancy_ratio',
  'total_trades',
  'volatility_pct',
  'max_drawdown_pct',
  'var_95_pct',
  'cvar_95_pct',
] as const satisfies readonly LeaderboardFigure[]

export type RankedBy = (typeof RANKED_BY)[number]

const LOWER_IS_BETTER: ReadonlySet<RankedBy> = new Set([
  'volatility_pct',
  'max_drawdown_pct',
  'var_95_pct',
  'cvar_95_pct',
])

/** Which way a figure counts: risk is better low. */
export const betterOf = (metric: RankedBy): 'higher' | 'lower' => (LOWER_IS_BETTER.has(metric) ? 'lower' : 'higher')
