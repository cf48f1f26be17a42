import type { Unit } from '@papertape/report'

/** How a figure is shown: `percent` figures are fractions in the analysis, and × 100 on a page. */
export type FigureRow = { name: string; label: string; unit: Unit; isSigned?: boolean; meaning?: string }

/** Figures in groups, in the order of a page. Those that an analysis does not have are passed over. */
export const FIGURE_GROUPS: readonly { title: string; rows: readonly FigureRow[] }[] = [
  {
    title: 'Return',
    rows: [
      { name: 'total_return', label: 'Total return', unit: 'percent', isSigned: true },
      {
        name: 'cagr',
        label: 'CAGR',
        unit: 'percent',
        isSigned: true,
        meaning: 'Compound growth a year. Below one year it is a guess.',
      },
      { name: 'win_rate_periods', label: 'Winning periods', unit: 'percent' },
    ],
  },
  {
    title: 'Risk',
    rows: [
      {
        name: 'volatility',
        label: 'Volatility',
        unit: 'percent',
        meaning: 'Sample standard deviation × √periods a year.',
      },
      {
        name: 'downside_deviation',
        label: 'Downside deviation',
        unit: 'percent',
        meaning: 'Root of the mean square below the minimum return, over all periods, × √periods a year.',
      },
      { name: 'max_drawdown', label: 'Max drawdown', unit: 'percent' },
      { name: 'current_drawdown', label: 'Current drawdown', unit: 'percent' },
    ],
  },
  {
    title: 'Ratios',
    rows: [
      { name: 'sharpe', label: 'Sharpe', unit: 'ratio' },
      { name: 'sortino', label: 'Sortino', unit: 'ratio' },
      { name: 'calmar', label: 'Calmar', unit: 'ratio', meaning: 'CAGR over max drawdown.' },
    ],
  },
  {
    title: 'Loss of one period',
    rows: [
      { name: 'var_historical_95', label: 'VaR 95 %', unit: 'percent' },
      { name: 'var_historical_99', label: 'VaR 99 %', unit: 'percent' },
      { name: 'var_parametric_95', label: 'VaR 95 %, normal', unit: 'percent' },
      { name: 'var_parametric_99', label: 'VaR 99 %, normal', unit: 'percent' },
      {
        name: 'cvar_historical_95',
        label: 'CVaR 95 %',
        unit: 'percent',
        meaning: 'Mean of the returns at or below the VaR.',
      },
      { name: 'cvar_historical_99', label: 'CVaR 99 %', unit: 'percent' },
    ],
  },
  {
    title: 'Against the benchmark',
    rows: [
      { name: 'beta', label: 'Beta', unit: 'ratio' },
      { name: 'alpha_daily', label: 'Alpha a period', unit: 'percent', isSigned: true },
      {
        name: 'alpha_annual',
        label: 'Alpha a year',
        unit: 'percent',
        isSigned: true,
        meaning: 'Alpha a period × periods a year.',
      },
      { name: 'tracking_error', label: 'Tracking error', unit: 'percent' },
      { name: 'information_ratio', label: 'Information ratio', unit: 'ratio' },
      { name: 'correlation', label: 'Correlation', unit: 'ratio' },
    ],
  },
  {
    title: 'Result',
    rows: [
      { name: 'net_pnl', label: 'Net profit', unit: 'amount', isSigned: true },
      { name: 'roi', label: 'Return on capital', unit: 'percent', isSigned: true },
      { name: 'total_fees', label: 'Fees', unit: 'amount' },
      { name: 'gross_profit', label: 'Sum of wins', unit: 'amount', isSigned: true },
      { name: 'gross_loss', label: 'Sum of losses', unit: 'amount', isSigned: true },
      {
        name: 'profit_factor',
        label: 'Profit factor',
        unit: 'ratio',
        meaning: 'Sum of wins over sum of losses, after fees.',
      },
    ],
  },
  {
    title: 'Trades',
    rows: [
      { name: 'total_trades', label: 'Closed trades', unit: 'count' },
      { name: 'winning_trades', label: 'Won', unit: 'count' },
      { name: 'losing_trades', label: 'Lost', unit: 'count' },
      { name: 'breakeven_trades', label: 'Even', unit: 'count' },
      {
        name: 'win_rate',
        label: 'Win rate',
        unit: 'percent',
        meaning: 'Won trades among all closed ones, even ones too.',
      },
      { name: 'average_duration_seconds', label: 'Average duration', unit: 'seconds' },
    ],
  },
  {
    title: 'A trade',
    rows: [
      { name: 'average_trade_pnl', label: 'Average profit', unit: 'amount', isSigned: true },
      { name: 'average_win', label: 'Average win', unit: 'amount', isSigned: true },
      { name: 'average_loss', label: 'Average loss', unit: 'amount', isSigned: true },
      { name: 'largest_win', label: 'Largest win', unit: 'amount', isSigned: true },
      { name: 'largest_loss', label: 'Largest loss', unit: 'amount', isSigned: true },
      { name: 'max_consecutive_wins', label: 'Wins in a row', unit: 'count' },
      { name: 'max_consecutive_losses', label: 'Losses in a row', unit: 'count' },
    ],
  },
]

/** Trades have a drawdown without the figures beside it. */
export const HEADLINES: Readonly<Record<'series' | 'trades', readonly string[]>> = {
  series: ['total_return', 'sharpe', 'max_drawdown', 'volatility'],
  trades: ['net_pnl', 'total_trades', 'win_rate', 'max_drawdown'],
}
