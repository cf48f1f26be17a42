import type { Position } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import { count, money } from '../../format/number.ts'
import { ago } from '../../format/time.ts'
import { linkTo, open } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import { type Column, sortable } from '../../ui/column.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Pnl } from '../../ui/pnl.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    all: (n: string) => `All ${n}`,
    none: 'No position is open. The next accepted signal opens one.',
    symbol: 'Symbol',
    side: 'Side',
    size: 'Size',
    pnl: 'Unrealised P/L',
    opened: 'Opened',
  },
  tr: {
    all: (n: string) => `Tümü: ${n}`,
    none: 'Açık pozisyon yok. Kabul edilen ilk sinyal bir pozisyon açar.',
    symbol: 'Sembol',
    side: 'Yön',
    size: 'Tutar',
    pnl: 'Gerçekleşmemiş K/Z',
    opened: 'Açılış',
  },
})

/** The five with the most money in them; of equal ones the newest. */
const largest = (rows: readonly Position[]): readonly Position[] =>
  rows.toSorted((a, b) => Number(b.position_size) - Number(a.position_size)).slice(0, 5)

const columns = (): readonly Column<Position>[] => {
  const t = say(texts)
  return [
    { id: 'symbol', label: t.symbol, key: true, cell: ({ symbol }) => symbol },
    { id: 'side', label: t.side, key: true, cell: ({ direction }) => <Side direction={direction} /> },
    { id: 'size', label: t.size, numeric: true, cell: ({ position_size }) => money(position_size) },
    {
      id: 'pnl',
      label: t.pnl,
      numeric: true,
      key: true,
      sortBy: ({ unrealized_pnl }) => sortable(unrealized_pnl),
      cell: (row) => <Pnl money={row.unrealized_pnl} pct={row.unrealized_pnl_pct} />,
    },
    { id: 'opened', label: t.opened, key: true, cell: ({ entry_time }) => <Maybe value={entry_time} as={ago} /> },
  ]
}

/** Where most of the money stands open, at the prices of now. */
export const LargestPositions = ({
  title,
  read,
}: {
  title: string
  read: ReadonlySignal<Read<readonly Position[]>>
}): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id="positions"
      title={title}
      read={read}
      class="half"
      height="230px"
      info={['unrealized_pnl']}
      empty={(rows) => (rows.length === 0 ? t.none : null)}
      actions={read.value.data === null ? null : <a href={linkTo('/open')}>{t.all(count(read.value.data.length))}</a>}
    >
      {(rows) => (
        <DataTable
          id="top"
          plain
          caption={title}
          columns={columns()}
          rows={largest(rows)}
          rowKey={({ trade_id }) => trade_id}
          onOpen={({ trade_id }) => open('/open', { position: trade_id })}
        />
      )}
    </Panel>
  )
}
