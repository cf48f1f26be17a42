import type { ExecutionSlice } from '@papertape/client'
import type { JSX } from 'preact'
import { figureName } from '../../figures/formulas.ts'
import { basisPoints, count, pct } from '../../format/number.ts'
import type { Column } from '../../ui/column.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import type { ExecutionRead } from './execution-read.ts'

const texts = words({
  en: {
    symbol: 'By symbol',
    hour: 'By hour of acceptance (UTC)',
    symbolName: 'Symbol',
    hourName: 'Hour',
    others: (n: string) => `${n} others`,
    none: 'No OPEN signal of this scope and period was accepted yet.',
  },
  tr: {
    symbol: 'Sembole göre',
    hour: 'Kabul saatine göre (UTC)',
    symbolName: 'Sembol',
    hourName: 'Saat',
    others: (n: string) => `diğer ${n}`,
    none: 'Bu kapsam ve dönemde henüz kabul edilen OPEN sinyali yok.',
  },
})

type By = 'symbol' | 'hour'

const nameOf = ({ value, values }: ExecutionSlice): string => value ?? say(texts).others(count(values))

const counted = (name: 'accepted' | 'entered' | 'missed'): Column<ExecutionSlice> => ({
  id: name,
  label: figureName(name),
  numeric: true,
  key: true,
  sortBy: (slice) => slice[name],
  cell: (slice) => count(slice[name]),
  sum: (rows) => count(rows.reduce((all, slice) => all + slice[name], 0)),
})

const slipped = (name: 'entry_slippage_bps' | 'exit_slippage_bps'): Column<ExecutionSlice> => ({
  id: name,
  label: figureName(name),
  numeric: true,
  sortBy: (slice) => slice[name],
  cell: (slice) => <Maybe value={slice[name]} reason="TOO_FEW" as={basisPoints} />,
})

const columnsOf = (by: By): readonly Column<ExecutionSlice>[] => [
  { id: 'value', label: say(texts)[`${by}Name` as const], key: true, sortBy: nameOf, cell: nameOf },
  counted('accepted'),
  counted('entered'),
  counted('missed'),
  {
    id: 'fill_rate',
    label: figureName('fill_rate_pct'),
    numeric: true,
    key: true,
    sortBy: ({ fill_rate_pct: rate }) => rate,
    cell: ({ fill_rate_pct: rate }) => <Maybe value={rate} reason="TOO_FEW" as={(value) => pct(value)} />,
  },
  slipped('entry_slippage_bps'),
  slipped('exit_slippage_bps'),
]

/** The same by symbol, or by the hour of the day. */
export const SlicesPanel = ({ read, by }: ExecutionRead & { by: By }): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id={`by-${by}`}
      title={t[by]}
      read={read}
      info={['fill_rate_pct', 'entry_slippage_bps', 'exit_slippage_bps']}
      height="12rem"
      empty={({ by: slices }) => (slices[by].length === 0 ? t.none : null)}
    >
      {({ by: slices }) => (
        <DataTable id={`by_${by}`} caption={t[by]} columns={columnsOf(by)} rows={slices[by]} rowKey={nameOf} />
      )}
    </Panel>
  )
}
