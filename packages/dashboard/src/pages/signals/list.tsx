import type { Signal } from '@papertape/client'
import type { JSX } from 'preact'
import { rejectionWords } from '../../figures/signal-words.ts'
import { count } from '../../format/number.ts'
import { setParameters } from '../../route/url.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { type Filters, Pager } from '../../ui/pager.tsx'
import { say, words } from '../../words/words.ts'
import { signalColumns } from './columns.tsx'
import type { Narrowing } from './narrow.ts'

const texts = words({
  en: {
    caption: 'Signals and what became of them, the newest first',
    outcome: 'Outcome',
    any: 'Any',
    ACCEPTED: 'Accepted',
    REJECTED: 'Rejected',
    none: 'No signal on this page fits. Go to older ones, or take the filters away.',
    of: (shown: string, all: string) =>
      `${shown} of the ${all} signals of this page fit. Pages are by bot; outcome, reason and symbol narrow the page alone.`,
    all: 'Show all',
  },
  tr: {
    caption: 'Sinyaller ve sonuçları, en yenisi önce',
    outcome: 'Sonuç',
    any: 'Herhangi',
    ACCEPTED: 'Kabul edilen',
    REJECTED: 'Reddedilen',
    none: 'Bu sayfada uyan sinyal yok. Daha eskilere gidin ya da filtreleri kaldırın.',
    of: (shown: string, all: string) =>
      `Bu sayfadaki ${all} sinyalden ${shown} tanesi uyuyor. Sayfalar bota göredir; sonuç, neden ve sembol yalnızca sayfayı daraltır.`,
    all: 'Tümünü göster',
  },
})

type SignalListProps = {
  rows: readonly Signal[]
  /** How many rows the page has, where they are narrowed. */
  outOf: number | null
  by: Narrowing
  asked: Filters
  filters: Filters
  next: string | null
}

const OUTCOMES = ['ACCEPTED', 'REJECTED'] as const

const Controls = ({ by }: { by: Narrowing }): JSX.Element => {
  const t = say(texts)
  return (
    <p class="controls">
      <label>
        <span class="quiet">{t.outcome}</span>{' '}
        <select
          value={by.outcome ?? ''}
          onChange={({ currentTarget }) => setParameters({ outcome: currentTarget.value, reason: null })}
        >
          <option value="">{t.any}</option>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t[outcome]}
            </option>
          ))}
        </select>
      </label>
      {by.reason === null ? null : <span class="badge">{rejectionWords(by.reason)}</span>}
      {by.outcome === null && by.reason === null ? null : (
        <button type="button" onClick={() => setParameters({ outcome: null, reason: null })}>
          {t.all}
        </button>
      )}
    </p>
  )
}

/** A page of signals, narrowed by what was chosen. */
export const SignalList = ({ rows, outOf, by, asked, filters, next }: SignalListProps): JSX.Element => {
  const t = say(texts)
  return (
    <>
      <Controls by={by} />
      {outOf === null ? null : <p class="note">{t.of(count(rows.length), count(outOf))}</p>}
      <NotNarrowed period except={['symbol']} />
      {rows.length === 0 ? (
        <p class="empty">{t.none}</p>
      ) : (
        <DataTable
          id="signals"
          caption={t.caption}
          columns={signalColumns()}
          rows={rows}
          rowKey={({ ledger_seq }) => String(ledger_seq)}
          onOpen={({ ledger_seq }) => setParameters({ signal: String(ledger_seq) })}
        />
      )}
      <Pager id="signals" asked={asked} filters={filters} next={next} />
    </>
  )
}
