import type { Trade } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import { statusWords } from '../../figures/trade-words.ts'
import { ago } from '../../format/time.ts'
import { linkTo, open } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import type { Column } from '../../ui/column.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Pnl } from '../../ui/pnl.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    all: 'All trades',
    none: 'No trade of this scope and period is closed yet. Choose a longer period, or wait for the first exit.',
    symbol: 'Symbol',
    side: 'Side',
    reason: 'Closed by',
    pnl: 'P/L',
    closed: 'Closed',
  },
  tr: {
    all: 'Tüm işlemler',
    none: 'Bu kapsam ve dönemde henüz kapanan işlem yok. Daha uzun bir dönem seçin veya ilk çıkışı bekleyin.',
    symbol: 'Sembol',
    side: 'Yön',
    reason: 'Kapanış nedeni',
    pnl: 'K/Z',
    closed: 'Kapanış',
  },
})

const columns = (): readonly Column<Trade>[] => {
  const t = say(texts)
  return [
    { id: 'symbol', label: t.symbol, key: true, cell: ({ symbol }) => symbol },
    { id: 'side', label: t.side, cell: ({ direction }) => <Side direction={direction} /> },
    { id: 'reason', label: t.reason, key: true, cell: ({ status }) => statusWords(status) },
    {
      id: 'pnl',
      label: t.pnl,
      numeric: true,
      key: true,
      cell: (row) => <Pnl money={row.realized_pnl} pct={row.realized_pnl_pct} />,
    },
    { id: 'closed', label: t.closed, key: true, cell: ({ exit_time }) => <Maybe value={exit_time} as={ago} /> },
  ]
}

/** The ten that closed last. */
const lastClosed = (rows: readonly Trade[]): readonly Trade[] =>
  rows.toSorted((a, b) => ((a.exit_time ?? '') < (b.exit_time ?? '') ? 1 : -1)).slice(0, 10)

/** The trades that closed last, of those that were entered last. */
export const LatestTrades = ({
  title,
  read,
}: {
  title: string
  read: ReadonlySignal<Read<readonly Trade[]>>
}): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id="latest"
      title={title}
      read={read}
      class="half"
      height="230px"
      info={['realized_pnl']}
      empty={(rows) => (rows.length === 0 ? t.none : null)}
      actions={<a href={linkTo('/history')}>{t.all}</a>}
    >
      {(rows) => (
        <DataTable
          id="latest"
          plain
          caption={title}
          columns={columns()}
          rows={lastClosed(rows)}
          rowKey={({ trade_id }) => trade_id}
          onOpen={({ trade_id }) => open(`/trades/${encodeURIComponent(trade_id)}`)}
        />
      )}
    </Panel>
  )
}
