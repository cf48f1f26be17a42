import type { TradeStatistics } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import { Choice, chosen } from '../../ui/choice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { DIMENSIONS, dimensionWords, sliceWords } from './slice-words.ts'
import { AMOUNTS, recordOf, Slices, sliceColumns } from './slices.tsx'
import { performanceTexts } from './texts.ts'

const texts = words({
  en: { by: 'By', amounts: 'Amounts', cents: 'To the cent', exact: 'Exact' },
  tr: { by: 'Neye göre', amounts: 'Tutarlar', cents: 'Sente kadar', exact: 'Tam' },
})

/** Realised profit taken apart; whatever it is told apart by, the rows come to the same total, exactly. */
export const AttributionPanel = ({ read }: { read: ReadonlySignal<Read<TradeStatistics>> }): JSX.Element => {
  const t = say(texts)
  const by = chosen('by', DIMENSIONS)
  return (
    <Panel
      id="attribution"
      title={say(performanceTexts).attribution}
      read={read}
      info={['realized_pnl', 'gross_pnl', 'fees']}
      height="240px"
      empty={({ all }) => (all.trades === 0 ? say(performanceTexts).noTrades : null)}
      actions={<Choice name="amounts" label={t.amounts} options={AMOUNTS.map((one) => [one, t[one]])} />}
      table={(statistics) => ({
        caption: `${say(performanceTexts).attribution}: ${dimensionWords(by)}`,
        columns: [dimensionWords(by), ...sliceColumns()],
        rows: statistics.by[by].map((slice) => [
          sliceWords(by, slice),
          slice.exact.realized_pnl,
          slice.exact.gross_pnl,
          slice.exact.fees,
          slice.trades,
          recordOf(slice),
        ]),
      })}
    >
      {(statistics) => (
        <>
          <Choice name="by" label={t.by} options={DIMENSIONS.map((one) => [one, dimensionWords(one)])} />
          <Slices by={by} statistics={statistics} />
        </>
      )}
    </Panel>
  )
}
