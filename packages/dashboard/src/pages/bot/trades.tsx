import type { Trade } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { statusWords } from '../../figures/trade-words.ts'
import { price } from '../../format/number.ts'
import { duration } from '../../format/time.ts'
import { asOfQuery, tradeScope } from '../../route/scope.ts'
import { linkTo, open } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import { type Column, sortable } from '../../ui/column.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Gain, GainPct, Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const SHOWN = 25

const texts = words({
  en: {
    title: 'Latest closed trades of this bot',
    none: 'No trade closed that fits the period and the filters. Widen them, or wait for an exit.',
    symbol: 'Symbol',
    side: 'Side',
    entry: 'Entry',
    exit: 'Exit',
    reason: 'Why it closed',
    closed: 'Closed',
    pnl: 'P/L',
    pct: 'P/L %',
    held: 'Held',
    all: 'All trades of this bot',
  },
  tr: {
    title: 'Bu botun son kapanan işlemleri',
    none: 'Döneme ve filtrelere uyan kapanmış işlem yok. Bunları genişletin veya bir çıkış bekleyin.',
    symbol: 'Sembol',
    side: 'Yön',
    entry: 'Giriş',
    exit: 'Çıkış',
    reason: 'Kapanış nedeni',
    closed: 'Kapanış',
    pnl: 'K/Z',
    pct: 'K/Z %',
    held: 'Süre',
    all: 'Bu botun tüm işlemleri',
  },
})

type Texts = (typeof texts)['en']

const columns = (t: Texts): readonly Column<Trade>[] => [
  {
    id: 'symbol',
    label: t.symbol,
    key: true,
    cell: (row) => <a href={linkTo(`/trades/${encodeURIComponent(row.trade_id)}`)}>{row.symbol}</a>,
  },
  { id: 'side', label: t.side, cell: ({ direction }) => <Side direction={direction} /> },
  { id: 'entry', label: t.entry, numeric: true, cell: (row) => <Maybe value={row.entry_price} as={price} /> },
  { id: 'exit', label: t.exit, numeric: true, cell: (row) => <Maybe value={row.exit_price} as={price} /> },
  { id: 'reason', label: t.reason, key: true, cell: ({ status }) => statusWords(status) },
  {
    id: 'pnl',
    label: t.pnl,
    numeric: true,
    key: true,
    sortBy: (row) => sortable(row.realized_pnl),
    cell: (row) => <Gain value={row.realized_pnl} />,
  },
  {
    id: 'pct',
    label: t.pct,
    numeric: true,
    sortBy: (row) => sortable(row.realized_pnl_pct),
    cell: (row) => <GainPct value={row.realized_pnl_pct} />,
  },
  {
    id: 'held',
    label: t.held,
    numeric: true,
    sortBy: ({ duration_seconds }) => duration_seconds,
    cell: (row) => <Maybe value={row.duration_seconds} as={duration} />,
  },
  {
    id: 'closed',
    label: t.closed,
    key: true,
    sortBy: ({ exit_time }) => exit_time,
    cell: ({ exit_time }) => <Time iso={exit_time} />,
  },
]

/** What one bot closed last. */
export const BotTrades = ({ id }: { id: string }): JSX.Element => {
  const { mode: _, ...filters } = tradeScope.value
  const query = { ...filters, ...asOfQuery.value, bot_id: id, status: ['CLOSED' as const], limit: SHOWN }
  const read = useRead(['bot-trades', query], (client, signal) => client.listTrades(query, { signal }))
  const t = say(texts)
  return (
    <Panel id="trades" title={t.title} read={read} empty={(rows) => (rows.length === 0 ? t.none : null)}>
      {(rows) => (
        <>
          <DataTable
            id="trades"
            caption={t.title}
            columns={columns(t)}
            rows={rows}
            rowKey={({ trade_id }) => trade_id}
            onOpen={({ trade_id }) => open(`/trades/${encodeURIComponent(trade_id)}`)}
          />
          <a href={linkTo('/history', { bot_id: id, mode: null })}>{t.all}</a>
        </>
      )}
    </Panel>
  )
}
