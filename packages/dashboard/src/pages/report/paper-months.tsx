import type { Returns } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import { count, gainPct } from '../../format/number.ts'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { yearRows } from '../monthly/grid.ts'
import { Heatmap } from '../monthly/heatmap.tsx'
import '../monthly/monthly.css'

const texts = words({
  en: {
    title: 'Returns by month',
    none: 'There is no day on record in this period yet.',
    days: (n: string) => (n === '1' ? '1 day' : `${n} days`),
    compounded: 'Time-weighted: deposits do not move it. A year is its months compounded.',
  },
  tr: {
    title: 'Aya göre getiri',
    none: 'Bu dönemde henüz kayıtlı gün yok.',
    days: (n: string) => `${n} gün`,
    compounded: 'Zaman ağırlıklı: para girişleri etkilemez. Yıl, aylarının bileşiğidir.',
  },
})

const rowsOf = ({ months, years }: Returns) => {
  const { days: told } = say(texts)
  return yearRows(
    months.map(({ month: name, return_pct: value, days }) => ({ name, value, note: told(count(days)) })),
    years.map(({ year, return_pct: value, days }) => ({ name: String(year), value, note: told(count(days)) })),
  )
}

/** What each month and each year came to. */
export const PaperMonths = ({ read }: { read: ReadonlySignal<Read<Returns>> }): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id="paper-months"
      title={t.title}
      read={read}
      height="120px"
      empty={({ months }) => (months.length === 0 ? t.none : null)}
    >
      {(data) => (
        <>
          <Heatmap caption={t.title} rows={rowsOf(data)} told={(value) => gainPct(value)} />
          <p class="note">{t.compounded}</p>
          <NotNarrowed />
        </>
      )}
    </Panel>
  )
}
