import type { Bot, LeaderboardRow } from '@papertape/client'
import { Sparkline } from '../../charts/sparkline.tsx'
import { exactSum } from '../../format/decimal.ts'
import { count, money, pct } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import type { Column } from '../../ui/column.ts'
import { Gain, GainPct, Maybe, None } from '../../ui/figure.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { asDecimals, type BotRow, sumOfCounts } from './rows.ts'

const texts = words({
  en: {
    bot: 'Bot',
    status: 'Status',
    open: 'Open',
    today: 'Today',
    noMost: 'closed since 00:00 UTC; no limit a day',
    most: (n: string) => `closed since 00:00 UTC; at most ${n} are opened a day`,
    openPnl: 'Open P/L',
    closedPnl: 'Closed P/L',
    balance: 'Balance',
    total: 'Return',
    drawdown: 'Max DD',
    wl: 'W / L',
    rate: 'Win rate',
    curve: 'Equity',
    curveOf: (name: string) => `How the equity of ${name} went`,
    updated: 'Updated',
    since: 'Registered',
    size: 'Per trade',
  },
  tr: {
    bot: 'Bot',
    status: 'Durum',
    open: 'Açık',
    today: 'Bugün',
    noMost: '00:00 UTC’den beri kapanan; günlük sınır yok',
    most: (n: string) => `00:00 UTC’den beri kapanan; günde en çok ${n} açılır`,
    openPnl: 'Açık K/Z',
    closedPnl: 'Kapanan K/Z',
    balance: 'Bakiye',
    total: 'Getiri',
    drawdown: 'En büyük düşüş',
    wl: 'K / Y',
    rate: 'Kazanma oranı',
    curve: 'Öz varlık',
    curveOf: (name: string) => `${name} öz varlığının seyri`,
    updated: 'Güncelleme',
    since: 'Kayıt',
    size: 'İşlem başına',
  },
})

type FigureName = Exclude<keyof LeaderboardRow['kpi'], 'quality'>

/** A figure of the leaderboard's row, with the reason where it is undefined. */
const figure = (row: BotRow, name: FigureName) => ({
  value: row.board?.kpi[name] ?? null,
  reason: row.board?.kpi.quality[name]?.reason ?? null,
})
const valueOf = (name: FigureName) => (row: BotRow) => row.board?.kpi[name] ?? null
const sumOf = (rows: readonly BotRow[], name: FigureName) => {
  const known = asDecimals(rows.map(valueOf(name)))
  return known.length === 0 ? null : exactSum(known)
}

/** What stands in the comparison of bots; sums are of the rows that are shown. */
export const botColumns = (): readonly Column<BotRow>[] => {
  const t = say(texts)
  return [
    {
      id: 'bot',
      label: t.bot,
      key: true,
      sortBy: ({ bot }) => bot.name.toLocaleLowerCase(),
      cell: ({ bot }) => <a href={linkTo(`/bots/${encodeURIComponent(bot.bot_id)}`)}>{bot.name}</a>,
    },
    {
      id: 'status',
      label: t.status,
      key: true,
      sortBy: ({ bot }) => bot.state.status,
      cell: ({ bot }) => <StatusBadge status={bot.paused ? 'paused' : bot.state.status} />,
    },
    {
      id: 'open',
      label: t.open,
      numeric: true,
      sortBy: valueOf('active_positions'),
      cell: (row) => <Maybe {...figure(row, 'active_positions')} as={count} />,
      sum: (rows) => count(sumOfCounts(rows.map(valueOf('active_positions')))),
    },
    {
      id: 'today',
      label: t.today,
      numeric: true,
      sortBy: ({ bot }) => bot.state.daily_trades_count,
      cell: ({ bot }) => (
        <span title={todayOf(bot, t)}>
          {count(bot.state.daily_trades_count)}
          {bot.risk.max_trades_per_day === null ? '' : ` / ${count(bot.risk.max_trades_per_day)}`}
        </span>
      ),
      sum: (rows) => count(sumOfCounts(rows.map(({ bot }) => bot.state.daily_trades_count))),
    },
    ...moneyColumns(t),
    ...ratioColumns(t),
    {
      id: 'updated',
      label: t.updated,
      sortBy: ({ bot }) => bot.state.last_updated_at,
      cell: ({ bot }) => <Time iso={bot.state.last_updated_at} />,
      optional: true,
    },
    {
      id: 'since',
      label: t.since,
      sortBy: ({ bot }) => bot.registered_at,
      cell: ({ bot }) => <Time iso={bot.registered_at} />,
      optional: true,
    },
    {
      id: 'size',
      label: t.size,
      numeric: true,
      sortBy: ({ bot }) => Number(bot.position_size),
      cell: ({ bot }) => money(bot.position_size),
      optional: true,
    },
  ]
}

type Texts = (typeof texts)['en']

const todayOf = ({ risk }: Bot, t: Texts): string =>
  risk.max_trades_per_day === null ? t.noMost : t.most(count(risk.max_trades_per_day))

const moneyColumns = (t: Texts): readonly Column<BotRow>[] => [
  {
    id: 'unrealized_pnl',
    label: t.openPnl,
    numeric: true,
    sortBy: valueOf('unrealized_pnl'),
    cell: (row) => <Gain {...figure(row, 'unrealized_pnl')} />,
    sum: (rows) => <Gain value={sumOf(rows, 'unrealized_pnl')} />,
  },
  {
    id: 'realized_pnl',
    label: t.closedPnl,
    numeric: true,
    key: true,
    sortBy: valueOf('realized_pnl'),
    cell: (row) => <Gain {...figure(row, 'realized_pnl')} />,
    sum: (rows) => <Gain value={sumOf(rows, 'realized_pnl')} />,
  },
  {
    id: 'account_value',
    label: t.balance,
    numeric: true,
    key: true,
    sortBy: valueOf('account_value'),
    cell: (row) => <Maybe {...figure(row, 'account_value')} as={money} />,
    sum: (rows) => <Maybe value={sumOf(rows, 'account_value')} as={money} />,
  },
]

const ratioColumns = (t: Texts): readonly Column<BotRow>[] => [
  {
    id: 'total_return_pct',
    label: t.total,
    numeric: true,
    sortBy: valueOf('total_return_pct'),
    cell: (row) => <GainPct {...figure(row, 'total_return_pct')} />,
  },
  {
    id: 'max_drawdown_pct',
    label: t.drawdown,
    numeric: true,
    sortBy: valueOf('max_drawdown_pct'),
    cell: (row) => <Maybe {...figure(row, 'max_drawdown_pct')} as={(value) => pct(value)} />,
  },
  {
    id: 'wl',
    label: t.wl,
    numeric: true,
    sortBy: valueOf('winning_trades'),
    cell: ({ board }) =>
      board === null || board.kpi.winning_trades === null || board.kpi.losing_trades === null ? (
        <None />
      ) : (
        `${count(board.kpi.winning_trades)} / ${count(board.kpi.losing_trades)}`
      ),
    sum: (rows) =>
      `${count(sumOfCounts(rows.map(valueOf('winning_trades'))))} / ${count(sumOfCounts(rows.map(valueOf('losing_trades'))))}`,
  },
  {
    id: 'win_rate_pct',
    label: t.rate,
    numeric: true,
    sortBy: valueOf('win_rate_pct'),
    cell: (row) => <Maybe {...figure(row, 'win_rate_pct')} as={(value) => pct(value, 1)} />,
  },
  {
    id: 'curve',
    label: t.curve,
    cell: ({ bot, board }) =>
      board === null || board.equity.length < 2 ? (
        <None reason="TOO_FEW" />
      ) : (
        <Sparkline values={board.equity.map(({ equity }) => equity)} label={t.curveOf(bot.name)} />
      ),
  },
]
