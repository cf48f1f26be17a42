import type { FigureName } from './formula-texts.ts'

/**
 * In what a figure is told: an amount as it stands or as a gain with its sign, per cent likewise, per cent that are a loss
 * when positive, a ratio without unit, a number of things, seconds, a moment.
 */
export type FigureKind = 'money' | 'gain' | 'pct' | 'gainPct' | 'lossPct' | 'ratio' | 'count' | 'seconds' | 'moment'

const KINDS: Partial<Record<FigureName, FigureKind>> = {
  account_value: 'money',
  cash_balance: 'money',
  total_fees: 'money',
  fees: 'money',
  unrealized_pnl: 'gain',
  realized_pnl: 'gain',
  gross_pnl: 'gain',
  average_win: 'gain',
  average_loss: 'gain',
  average_trade_pnl: 'gain',
  expectancy: 'gain',
  largest_win: 'gain',
  largest_loss: 'gain',
  max_drawdown_amount: 'money',
  max_drawdown_started_at: 'moment',
  max_drawdown_trough_at: 'moment',
  max_drawdown_recovered_at: 'moment',
  current_drawdown_started_at: 'moment',
  max_drawdown_pct: 'lossPct',
  current_drawdown_pct: 'lossPct',
  var_95_pct: 'lossPct',
  cvar_95_pct: 'lossPct',
  volatility_pct: 'pct',
  stdev_pct: 'pct',
  win_rate_pct: 'pct',
  fill_rate_pct: 'pct',
  total_exposure_pct: 'pct',
  largest_position_pct: 'pct',
  sharpe_ratio: 'ratio',
  sortino_ratio: 'ratio',
  calmar_ratio: 'ratio',
  profit_factor: 'ratio',
  expectancy_ratio: 'ratio',
  payoff_ratio: 'ratio',
  sqn: 'ratio',
  skewness: 'ratio',
  kurtosis: 'ratio',
  turnover: 'ratio',
  trades_per_day: 'ratio',
  average_duration_seconds: 'seconds',
}

/** In what a figure is told. Returns and other shares in per cent have a sign; what is left are numbers of things. */
export const kindOf = (name: FigureName): FigureKind => KINDS[name] ?? (name.endsWith('_pct') ? 'gainPct' : 'count')
