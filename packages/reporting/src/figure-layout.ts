import type { FigureName, KpiSnapshot } from '@papertape/metrics'
import type { FigureGroup, SheetFigure, Unit } from '@papertape/report'

type Shown = { name: FigureName; label: string; unit: Unit; meaning: string; signed?: true }

const RETURNS: readonly Shown[] = [
  {
    name: 'total_return_pct',
    label: 'Total return',
    unit: 'percent',
    signed: true,
    meaning: 'Growth since the start. A bot that joins a portfolio counts as a deposit, which is no growth.',
  },
  {
    name: 'daily_return_pct',
    label: 'Today',
    unit: 'percent',
    signed: true,
    meaning: 'Growth since 00:00 UTC, against the last close before.',
  },
  {
    name: 'weekly_return_pct',
    label: 'This week',
    unit: 'percent',
    signed: true,
    meaning: 'Growth since Monday 00:00 UTC (ISO week), against the last close before.',
  },
  {
    name: 'monthly_return_pct',
    label: 'This month',
    unit: 'percent',
    signed: true,
    meaning: 'Growth since the first of the month, against the last close before.',
  },
  {
    name: 'cagr_pct',
    label: 'CAGR',
    unit: 'percent',
    signed: true,
    meaning: 'The yearly rate that gives the same growth over the same time. Says little before a year has passed.',
  },
  {
    name: 'roi_pct',
    label: 'ROI',
    unit: 'percent',
    signed: true,
    meaning: 'Profit and loss of closed trades, after fees, against all capital put in.',
  },
]

const RISK: readonly Shown[] = [
  {
    name: 'sharpe_ratio',
    label: 'Sharpe ratio',
    unit: 'ratio',
    meaning: 'Mean daily return over its standard deviation, times √365. Risk-free rate 0.',
  },
  {
    name: 'sortino_ratio',
    label: 'Sortino ratio',
    unit: 'ratio',
    meaning: 'Mean daily return over the root mean square of losing days, all days counted, times √365.',
  },
  { name: 'calmar_ratio', label: 'Calmar ratio', unit: 'ratio', meaning: 'CAGR over the maximum drawdown.' },
  {
    name: 'volatility_pct',
    label: 'Volatility, yearly',
    unit: 'percent',
    meaning: 'Standard deviation of daily returns, times √365.',
  },
  {
    name: 'max_drawdown_pct',
    label: 'Max drawdown',
    unit: 'percent',
    meaning: 'The deepest fall from a peak, over every snapshot; the first peak is the starting capital.',
  },
  {
    name: 'current_drawdown_pct',
    label: 'Current drawdown',
    unit: 'percent',
    meaning: 'How far it lies below its highest peak now.',
  },
  {
    name: 'var_95_pct',
    label: 'Value at risk 95 %, day',
    unit: 'percent',
    meaning: 'The loss that one day in twenty exceeded, from all daily returns.',
  },
  {
    name: 'cvar_95_pct',
    label: 'Expected shortfall 95 %, day',
    unit: 'percent',
    meaning: 'The mean loss of the worst twentieth of days.',
  },
]

const TRADES: readonly Shown[] = [
  { name: 'total_trades', label: 'Closed trades', unit: 'count', meaning: 'Trades with an entry and an exit.' },
  {
    name: 'win_rate_pct',
    label: 'Win rate',
    unit: 'percent',
    meaning: 'Closed trades with a profit after fees, of all closed trades.',
  },
  {
    name: 'profit_factor',
    label: 'Profit factor',
    unit: 'ratio',
    meaning: 'Sum of all wins over the sum of all losses, after fees.',
  },
  {
    name: 'expectancy',
    label: 'Expectancy per trade',
    unit: 'amount',
    signed: true,
    meaning: 'Mean profit or loss of a closed trade, after fees.',
  },
  { name: 'average_win', label: 'Average win', unit: 'amount', signed: true, meaning: 'Mean of winning trades.' },
  { name: 'average_loss', label: 'Average loss', unit: 'amount', signed: true, meaning: 'Mean of losing trades.' },
  { name: 'largest_win', label: 'Largest win', unit: 'amount', signed: true, meaning: 'The best closed trade.' },
  { name: 'largest_loss', label: 'Largest loss', unit: 'amount', signed: true, meaning: 'The worst closed trade.' },
  {
    name: 'max_consecutive_losses',
    label: 'Longest losing run',
    unit: 'count',
    meaning: 'Most losing trades in a row; a break-even ends a run.',
  },
  {
    name: 'average_duration_seconds',
    label: 'Average duration',
    unit: 'seconds',
    meaning: 'Mean time from entry to exit of closed trades.',
  },
  { name: 'trades_per_day', label: 'Trades per day', unit: 'ratio', meaning: 'Closed trades over elapsed days.' },
]

const COSTS: readonly Shown[] = [
  {
    name: 'realized_pnl',
    label: 'Realised P/L',
    unit: 'amount',
    signed: true,
    meaning: 'Of closed trades, after fees.',
  },
  {
    name: 'unrealized_pnl',
    label: 'Unrealised P/L',
    unit: 'amount',
    signed: true,
    meaning: 'Of open trades at the last minute mark, after their entry fees.',
  },
  { name: 'total_fees', label: 'Fees', unit: 'amount', meaning: 'Of all fills.' },
  { name: 'cash_balance', label: 'Cash', unit: 'amount', meaning: 'Account value without what is in open trades.' },
  { name: 'active_positions', label: 'Open positions', unit: 'count', meaning: 'Trades without an exit.' },
  {
    name: 'total_exposure_pct',
    label: 'Exposure',
    unit: 'percent',
    meaning: 'Open trades’ value of the account value.',
  },
  {
    name: 'largest_position_pct',
    label: 'Largest position',
    unit: 'percent',
    meaning: 'The largest open trade’s value of the account value.',
  },
  {
    name: 'turnover',
    label: 'Turnover per day',
    unit: 'ratio',
    meaning: 'Value traded in a day, both sides, over the mean of its first and last equity; the mean of all days.',
  },
]

const HEADLINE: readonly FigureName[] = [
  'total_return_pct',
  'account_value',
  'max_drawdown_pct',
  'sharpe_ratio',
  'win_rate_pct',
  'profit_factor',
]

const ACCOUNT_VALUE: Shown = {
  name: 'account_value',
  label: 'Account value',
  unit: 'amount',
  meaning: 'Starting capital and all profit and loss, realised and unrealised.',
}

const figureOf = (kpi: KpiSnapshot, { name, ...shown }: Shown): SheetFigure => {
  const quality = kpi.quality[name]
  return { ...shown, value: kpi[name], ...(quality === undefined ? {} : { quality }) }
}

const GROUPS = [
  { title: 'Returns', figures: [ACCOUNT_VALUE, ...RETURNS] },
  { title: 'Risk', figures: RISK },
  { title: 'Trades', figures: TRADES },
  { title: 'Costs and positions', figures: COSTS },
]

/** A snapshot's figures, by group. */
export const figureGroups = (kpi: KpiSnapshot): FigureGroup[] =>
  GROUPS.map(({ title, figures }) => ({ title, figures: figures.map((shown) => figureOf(kpi, shown)) }))

/** The few figures of a snapshot that are seen first. */
export const headlineFigures = (kpi: KpiSnapshot): SheetFigure[] => {
  const all = GROUPS.flatMap(({ figures }) => figures)
  return HEADLINE.flatMap((name) => all.filter((shown) => shown.name === name)).map((shown) => figureOf(kpi, shown))
}
