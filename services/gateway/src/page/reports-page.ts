import type { BotMode } from '@papertape/events'
import { type Html, html } from '@papertape/report'
import type { Store } from '@papertape/store'
import { coverageOf } from '../reads/coverage.ts'
import { readReports } from '../reads/reports.ts'
import { count, time } from './format.ts'

/** As many reports are listed, the newest; the API has all. */
const REPORTS_MAX = 200

type Query = { bot_id?: string | undefined; mode?: BotMode | undefined }

type Report = Awaited<ReturnType<typeof readReports>>['reports'][number]

const cell = (label: string, value: Html): Html => html`<td role="cell" data-label="${label}">${value}</td>`

const row = (report: Report): Html =>
  html`<tr role="row"><th role="rowheader" scope="row"><a href="${report.html_url}">${report.title}</a></th>${cell(
    'Made (UTC)',
    time(report.created_at),
  )}${cell('For', report.due_at === null ? html`asked for` : time(report.due_at))}${cell(
    'As of ledger',
    html`${count(report.as_of_seq)}`,
  )}${cell('Save', html`<span><a href="${report.html_url}?download=1">HTML</a> · <a href="${report.url}">JSON</a></span>`)}</tr>`

const tableOf = (reports: readonly Report[]): Html =>
  reports.length === 0
    ? html`<p class="empty">No report yet. One is made each report interval of the ledger’s clock.</p>`
    : html`<table role="table"><thead role="rowgroup"><tr role="row">${[
        'Report',
        'Made (UTC)',
        'For',
        'As of ledger',
        'Save',
      ].map(
        (label) => html`<th role="columnheader" scope="col">${label}</th>`,
      )}</tr></thead><tbody role="rowgroup">${reports.map(row)}</tbody></table>`

/** The newest stored reports that anybody may read, as a part of a page. */
export const readReportsMarkup = async (store: Store, query: Query): Promise<Html> => {
  const coverage = await store.snapshot(({ projection }) => coverageOf(projection, { operator: false }, query))
  const { reports } = await readReports(store, coverage, { limit: REPORTS_MAX })
  return html`<section aria-labelledby="reports-h"><h2 id="reports-h">Reports <small>${coverage.mode}</small></h2>${tableOf(reports)}</section>`
}
