import type { Leaderboard } from '@papertape/client'

export type Metric = Leaderboard['metric']

/** What bots may be ranked by; the first unless somebody chooses. */
export const METRICS = [
  'total_return_pct',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'max_drawdown_pct',
  'profit_factor',
  'win_rate_pct',
  'expectancy',
  'realized_pnl',
  'account_value',
  'cagr_pct',
  'volatility_pct',
  'var_95_pct',
  'cvar_95_pct',
  'total_trades',
] as const satisfies readonly Metric[]

/** With fewer closed trades a bot is shown without a rank. */
export const MIN_TRADES = 30

/** The least number of trades that the URL asks for. */
export const minTradesOf = (text: string | null): number =>
  text !== null && /^\d{1,6}$/.test(text) ? Number(text) : MIN_TRADES
