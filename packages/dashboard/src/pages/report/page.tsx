import type { JSX } from 'preact'
import { parameter, setParameters } from '../../route/url.ts'
import { Icon } from '../../ui/icon.tsx'
import { lazy } from '../../ui/lazy.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { say, words } from '../../words/words.ts'
import { ExportPanel } from './export-panel.tsx'
import { StoredReports } from './stored-reports.tsx'
import './report.css'

const texts = words({
  en: {
    paper: 'On paper, or as a PDF',
    what: 'Key figures, equity and drawdown, months, the worst drawdowns, closed trades and where it all comes from, laid out for paper. Of the bots, the period and the filters of this page.',
    open: 'Open the report',
    reports: 'Stored reports',
  },
  tr: {
    paper: 'Kâğıtta veya PDF olarak',
    what: 'Temel değerler, öz varlık ve düşüş, aylar, en derin düşüşler, kapanan işlemler ve tümünün kaynağı, kâğıda göre düzenlenmiş. Bu sayfanın botlarına, dönemine ve filtrelerine göre.',
    open: 'Raporu aç',
    reports: 'Saklanan raporlar',
  },
})

const Paper = lazy(() => import('./paper.tsx'))

/** The figures for elsewhere: as files, on paper, as reports that are kept, and as links. */
export default function ReportPage(): JSX.Element {
  const t = say(texts)
  if (parameter('print') !== null) return <Paper />
  return (
    <div class="page">
      <ExportPanel />
      <section id="paper" class="panel" aria-labelledby="paper-title">
        <header>
          <h2 id="paper-title">{t.paper}</h2>
        </header>
        <p>{t.what}</p>
        <p>
          <button type="button" class="primary" onClick={() => setParameters({ print: '1' })}>
            <Icon name="download" /> {t.open}
          </button>
        </p>
      </section>
      <LiveOnly id="reports" title={t.reports}>
        <StoredReports />
      </LiveOnly>
    </div>
  )
}
