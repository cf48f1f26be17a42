import type { LeaderboardRow } from '@papertape/client'
import { Sparkline } from '../../charts/sparkline.tsx'
import { figureName } from '../../figures/formulas.ts'
import { count } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import type { Column } from '../../ui/column.ts'
import { Maybe, None } from '../../ui/figure.tsx'
import { FigureValue } from '../../ui/figure-value.tsx'
import { say, words } from '../../words/words.ts'
import { METRICS, type Metric } from './metrics.ts'

const texts = words({
  en: {
    rank: 'Rank',
    bot: 'Bot',
    status: 'Status',
    age: 'Age',
    days: (n: string) => `${n} days`,
    trades: 'Trades',
    equity: 'Equity',
    equityOf: (name: string) => `How the equity of ${name} went`,
    TOO_FEW_TRADES: 'too few closed trades for a rank',
    UNDEFINED: 'this figure is undefined for the bot',
  },
  tr: {
    rank: 'Sıra',
    bot: 'Bot',
    status: 'Durum',
    age: 'Yaş',
    days: (n: string) => `${n} gün`,
    trades: 'İşlem',
    equity: 'Öz varlık',
    equityOf: (name: string) => `${name} öz varlığının seyri`,
    TOO_FEW_TRADES: 'sıra için kapanan işlem sayısı az',
    UNDEFINED: 'bu değer bot için tanımsız',
  },
})

/** Shown beside the figure that ranks. */
const BESIDE: readonly Metric[] = [
  'total_return_pct',
  'max_drawdown_pct',
  'sharpe_ratio',
  'profit_factor',
  'win_rate_pct',
]

const figureColumn = (name: Metric, ranks: boolean): Column<LeaderboardRow> => ({
  id: name,
  label: figureName(name),
  numeric: true,
  key: ranks,
  optional: !ranks && !BESIDE.includes(name),
  sortBy: ({ kpi }) => kpi[name],
  cell: ({ kpi }) => <FigureValue name={name} value={kpi[name]} quality={kpi.quality[name]} />,
})

/** The figure that ranks stands first, then those that belong beside any rank. */
export const leaderboardColumns = (metric: Metric): readonly Column<LeaderboardRow>[] => {
  const t = say(texts)
  return [
    {
      id: 'rank',
      label: t.rank,
      numeric: true,
      key: true,
      sortBy: ({ rank }) => rank,
      cell: ({ rank, why_unranked: why }) =>
        rank === null ? <None reason={why === null ? null : t[why]} /> : <strong>{count(rank)}</strong>,
    },
    {
      id: 'bot',
      label: t.bot,
      key: true,
      sortBy: ({ name }) => name.toLocaleLowerCase(),
      cell: ({ bot_id, name }) => <a href={linkTo(`/bots/${encodeURIComponent(bot_id)}`)}>{name}</a>,
    },
    figureColumn(metric, true),
    {
      id: 'equity',
      label: t.equity,
      cell: ({ equity, name }) => <Sparkline values={equity.map((point) => point.equity)} label={t.equityOf(name)} />,
    },
    ...METRICS.filter((name) => name !== metric && name !== 'total_trades').map((name) => figureColumn(name, false)),
    {
      id: 'trades',
      label: t.trades,
      numeric: true,
      key: true,
      sortBy: ({ trades }) => trades,
      cell: ({ trades }) => count(trades),
    },
    {
      id: 'age',
      label: t.age,
      numeric: true,
      sortBy: ({ age_days: age }) => age,
      cell: ({ age_days: age }) => <Maybe value={age} as={(days) => t.days(count(days))} />,
    },
    {
      id: 'status',
      label: t.status,
      sortBy: ({ status }) => status,
      cell: ({ status }) => <StatusBadge status={status} />,
    },
  ]
}
