import { type Html, html } from '@papertape/report'
import type { Store } from '@papertape/store'
import { coverageOf } from '../reads/coverage.ts'
import { readReports } from '../reads/reports.ts'
import type { PageScope } from './page-data.ts'
import { plain, type Row, tableSection } from './table.ts'
import type { Voice } from './voice.ts'

/** As many reports are listed, the newest; the API has all. */
const REPORTS_MAX = 200

type Report = Awaited<ReturnType<typeof readReports>>['reports'][number]

const rowOf = (report: Report, { words, format }: Voice): Row => ({
  key: report.report_id,
  cells: [
    { label: words.storedReport, value: html`<a href="${report.html_url}">${report.title}</a>` },
    { label: words.made, value: format.time(report.created_at) },
    { label: words.madeFor, value: report.due_at === null ? plain(words.askedFor) : format.time(report.due_at) },
    { label: words.asOfLedger, value: plain(format.count(report.as_of_seq)), number: true },
    {
      label: words.save,
      value: html`<span><a href="${report.html_url}?download=1">HTML</a> · <a href="${report.url}">JSON</a></span>`,
    },
  ],
})

/** The newest stored reports that anybody may read, as a part of a page. @throws Problem `bot-not-found` */
export const readReportsMarkup = async (
  store: Store,
  query: PageScope,
  voice: Voice,
): Promise<{ content: Html; mode: string }> => {
  const coverage = await store.snapshot(({ projection }) => coverageOf(projection, { operator: false }, query))
  const { reports } = await readReports(store, coverage, { limit: REPORTS_MAX })
  const rows = reports.map((report) => rowOf(report, voice))
  return {
    content: tableSection('reports', `${voice.words.reports} · ${coverage.mode}`, rows, voice.words.noReports),
    mode: coverage.mode,
  }
}
