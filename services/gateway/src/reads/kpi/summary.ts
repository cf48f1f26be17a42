import type { KpiSnapshot, Quality } from '@papertape/metrics'

/** Each figure of the summary by the name it has in a snapshot. */
const RETURNS = {
  total: 'total_return_pct',
  daily: 'daily_return_pct',
  weekly: 'weekly_return_pct',
  monthly: 'monthly_return_pct',
} as const
const RISK_METRICS = {
  sharpe_ratio: 'sharpe_ratio',
  sortino_ratio: 'sortino_ratio',
  max_drawdown: 'max_drawdown_pct',
  current_drawdown: 'current_drawdown_pct',
} as const
const TRADE_STATS = {
  total_trades: 'total_trades',
  winning_trades: 'winning_trades',
  losing_trades: 'losing_trades',
  win_rate: 'win_rate_pct',
  profit_factor: 'profit_factor',
} as const

type Named = { readonly [shown: string]: keyof KpiSnapshot['quality'] }

const figuresOf = <Names extends Named>(snapshot: KpiSnapshot, names: Names) =>
  Object.fromEntries(Object.entries(names).map(([shown, name]) => [shown, snapshot[name]])) as {
    [Shown in keyof Names]: number | null
  }

/** The qualities of a summary's figures, under the names they have there: no two groups share one. */
const qualityOf = ({ quality }: KpiSnapshot): Record<string, Quality> =>
  Object.fromEntries(
    Object.entries({ ...RETURNS, ...RISK_METRICS, ...TRADE_STATS }).flatMap(([shown, name]) => {
      const known = quality[name]
      return known === undefined ? [] : [[shown, known]]
    }),
  )

/** The summary of CONTRACT section 4, per cent. `no_data` before anything has been heard of the bot or mode. */
export const summaryOf = (snapshot: KpiSnapshot) => ({
  status: snapshot.timestamp === null ? 'no_data' : 'active',
  timestamp: snapshot.timestamp,
  returns: figuresOf(snapshot, RETURNS),
  risk_metrics: figuresOf(snapshot, RISK_METRICS),
  trade_stats: figuresOf(snapshot, TRADE_STATS),
  quality: qualityOf(snapshot),
})
