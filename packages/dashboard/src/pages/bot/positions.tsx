import type { Position } from '@papertape/client'
import type { JSX } from 'preact'
import { useLive } from '../../data/use-live.ts'
import { useRead } from '../../data/use-read.ts'
import { exactSum } from '../../format/decimal.ts'
import { price, quantity } from '../../format/number.ts'
import { linkTo, open } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import { type Column, sortable } from '../../ui/column.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Gain, GainPct, Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Open positions of this bot',
    none: 'It holds no open trade. One opens with the next signal that is accepted.',
    symbol: 'Symbol',
    side: 'Side',
    quantity: 'Quantity',
    entry: 'Entry',
    last: 'Last price',
    pnl: 'Open P/L',
    pct: 'Open P/L %',
    target: 'Take profit',
    stop: 'Stop loss',
    opened: 'Opened',
    stale: 'stale price',
  },
  tr: {
    title: 'Bu botun açık pozisyonları',
    none: 'Açık işlemi yok. Kabul edilen bir sonraki sinyalle açılır.',
    symbol: 'Sembol',
    side: 'Yön',
    quantity: 'Miktar',
    entry: 'Giriş',
    last: 'Son fiyat',
    pnl: 'Açık K/Z',
    pct: 'Açık K/Z %',
    target: 'Kâr al',
    stop: 'Zarar durdur',
    opened: 'Açılış',
    stale: 'eski fiyat',
  },
})

type Texts = (typeof texts)['en']

const columns = (t: Texts): readonly Column<Position>[] => [
  {
    id: 'symbol',
    label: t.symbol,
    key: true,
    sortBy: ({ symbol }) => symbol,
    cell: (row) => <a href={linkTo(`/trades/${encodeURIComponent(row.trade_id)}`)}>{row.symbol}</a>,
  },
  { id: 'side', label: t.side, key: true, cell: ({ direction }) => <Side direction={direction} /> },
  { id: 'quantity', label: t.quantity, numeric: true, cell: (row) => <Maybe value={row.quantity} as={quantity} /> },
  { id: 'entry', label: t.entry, numeric: true, cell: (row) => <Maybe value={row.entry_price} as={price} /> },
  {
    id: 'last',
    label: t.last,
    numeric: true,
    key: true,
    cell: (row) => (
      <>
        <Maybe value={row.current_price} as={price} />
        {row.price_state === 'stale' ? <small class="quiet"> ({t.stale})</small> : null}
      </>
    ),
  },
  { id: 'target', label: t.target, numeric: true, cell: (row) => <Maybe value={row.take_profit} as={price} /> },
  { id: 'stop', label: t.stop, numeric: true, cell: (row) => <Maybe value={row.stop_loss} as={price} /> },
  {
    id: 'pnl',
    label: t.pnl,
    numeric: true,
    key: true,
    sortBy: (row) => sortable(row.unrealized_pnl),
    cell: (row) => <Gain value={row.unrealized_pnl} />,
    sum: (rows) => <Gain value={exactSum(rows.flatMap(({ unrealized_pnl }) => unrealized_pnl ?? []))} />,
  },
  {
    id: 'pct',
    label: t.pct,
    numeric: true,
    sortBy: (row) => sortable(row.unrealized_pnl_pct),
    cell: (row) => <GainPct value={row.unrealized_pnl_pct} />,
  },
  {
    id: 'opened',
    label: t.opened,
    sortBy: ({ entry_time }) => entry_time,
    cell: ({ entry_time }) => <Time iso={entry_time} />,
  },
]

/** What one bot holds now, at the prices of now. */
export const BotPositions = ({ id }: { id: string }): JSX.Element => {
  const read = useRead(['bot-positions', id], (client, signal) =>
    client.listOpenPositions({ bot_id: id, limit: 500 }, { signal }),
  )
  const live = useLive('positions')
  const t = say(texts)
  const now = new Map((live.value?.value ?? []).map((row) => [row.trade_id, row]))
  return (
    <Panel id="positions" title={t.title} read={read} empty={(rows) => (rows.length === 0 ? t.none : null)}>
      {(rows) => (
        <DataTable
          id="positions"
          caption={t.title}
          columns={columns(t)}
          rows={rows.map((row) => now.get(row.trade_id) ?? row)}
          rowKey={({ trade_id }) => trade_id}
          onOpen={({ trade_id }) => open(`/trades/${encodeURIComponent(trade_id)}`)}
        />
      )}
    </Panel>
  )
}
