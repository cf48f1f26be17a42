import './correlation.css'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { count } from '../../format/number.ts'
import { asOfQuery, scope } from '../../route/scope.ts'
import { parameter } from '../../route/url.ts'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { Matrix } from './matrix.tsx'

const texts = words({
  en: {
    title: 'Correlation of daily returns',
    none: 'Two bots are needed. Choose another kind of bots in the filters, or register a second one.',
    scale:
      '−1: they move against each other · 0: apart · +1: alike. Bots that move alike stand together. Hatched: fewer than 20 common days.',
    cut: (shown: string, all: string) => `${shown} of ${all} bots are shown: those registered first.`,
  },
  tr: {
    title: 'Günlük getirilerin korelasyonu',
    none: 'İki bot gerekir. Filtrelerden başka bir bot türü seçin veya ikinci bir bot kaydedin.',
    scale:
      '−1: birbirinin tersine · 0: ilgisiz · +1: birlikte hareket ederler. Benzer botlar yan yana durur. Taralı: 20 günden az ortak gün.',
    cut: (shown: string, all: string) => `${all} bottan ${shown} tanesi gösteriliyor: ilk kaydedilenler.`,
  },
})

/** Which bots move alike. */
export default function CorrelationPage(): JSX.Element {
  const { mode } = scope.value
  const ids = (parameter('ids') ?? '').split(',').filter((id) => id !== '')
  const query = {
    ...(ids.length < 2 ? (mode === undefined ? {} : { mode }) : { bot_id: ids }),
    ...asOfQuery.value,
  }
  const read = useRead(['correlation', query], (client, signal) => client.getCorrelation(query, { signal }), {
    refreshMs: 60_000,
  })
  const t = say(texts)
  return (
    <div class="page">
      <Panel
        id="correlation"
        title={t.title}
        read={read}
        info={['correlation']}
        height="20rem"
        empty={({ labels }) => (labels.length < 2 ? t.none : null)}
        table={({ labels, cells }) => ({
          caption: t.title,
          columns: ['bot_id', ...labels],
          rows: labels.map((label, row) => [label, ...(cells[row] ?? []).map(({ value }) => value)]),
        })}
      >
        {(data) => (
          <>
            <Matrix of={data} />
            <p class="note">{t.scale}</p>
            {data.truncated ? <p class="note">{t.cut(count(data.labels.length), count(data.bots))}</p> : null}
            <NotNarrowed period />
          </>
        )}
      </Panel>
    </div>
  )
}
