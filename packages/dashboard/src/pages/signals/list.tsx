import type { Signal } from '@papertape/client'
import type { JSX } from 'preact'
import { rejectionWords } from '../../figures/signal-words.ts'
import { setParameters } from '../../route/url.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { type Filters, Pager } from '../../ui/pager.tsx'
import { say, words } from '../../words/words.ts'
import { signalColumns } from './columns.tsx'
import type { SignalFilters } from './signal-query.ts'

const texts = words({
  en: {
    caption: 'Signals and what became of them, the newest first',
    outcome: 'Outcome',
    any: 'Any',
    ACCEPTED: 'Accepted',
    REJECTED: 'Rejected',
    none: 'No signal fits these filters. Take some away.',
    all: 'Show all',
  },
  tr: {
    caption: 'Sinyaller ve sonuçları, en yenisi önce',
    outcome: 'Sonuç',
    any: 'Herhangi',
    ACCEPTED: 'Kabul edilen',
    REJECTED: 'Reddedilen',
    none: 'Bu filtrelere uyan sinyal yok. Bazılarını kaldırın.',
    all: 'Tümünü göster',
  },
})

type SignalListProps = {
  rows: readonly Signal[]
  asked: Filters
  filters: SignalFilters
  next: string | null
}

const OUTCOMES = ['ACCEPTED', 'REJECTED'] as const

const Controls = ({ by: { outcome, reason } }: { by: SignalFilters }): JSX.Element => {
  const t = say(texts)
  return (
    <p class="controls">
      <label>
        <span class="quiet">{t.outcome}</span>{' '}
        <select
          value={outcome ?? ''}
          onChange={({ currentTarget }) => setParameters({ outcome: currentTarget.value, reason: null })}
        >
          <option value="">{t.any}</option>
          {OUTCOMES.map((one) => (
            <option key={one} value={one}>
              {t[one]}
            </option>
          ))}
        </select>
      </label>
      {reason === undefined ? null : <span class="badge">{reason.map(rejectionWords).join(', ')}</span>}
      {outcome === undefined && reason === undefined ? null : (
        <button type="button" onClick={() => setParameters({ outcome: null, reason: null })}>
          {t.all}
        </button>
      )}
    </p>
  )
}

/** A page of signals, narrowed by what was chosen. */
export const SignalList = ({ rows, asked, filters, next }: SignalListProps): JSX.Element => {
  const t = say(texts)
  return (
    <>
      <ExportLinks of="signals" filters={filters} />
      <Controls by={filters} />
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
