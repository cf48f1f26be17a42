import type { Report } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { count } from '../../format/number.ts'
import { scope } from '../../route/scope.ts'
import { linkTo } from '../../route/url.ts'
import { Pager, pageQuery } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Stored reports',
    caption: 'Stored reports, the newest first',
    none: 'No report of this scope is stored yet. They are made on the operator’s schedule, and on demand.',
    about: 'A stored report never changes: it stands at its own ledger sequence.',
    report: 'Report',
    whose: 'Bots',
    all: 'all',
    kind: 'Made',
    scheduled: 'by schedule',
    forced: 'on demand',
    asOf: 'As of',
    ledger: 'Ledger #',
    files: 'Files',
    page: 'Page',
    save: 'Save',
    named: (what: string, title: string) => `${what}: ${title}`,
  },
  tr: {
    title: 'Saklanan raporlar',
    caption: 'Saklanan raporlar, en yenisi önce',
    none: 'Bu kapsamda henüz saklanan rapor yok. İşletmenin takvimine göre ve istendiğinde yapılırlar.',
    about: 'Saklanan bir rapor asla değişmez: kendi defter sırasında durur.',
    report: 'Rapor',
    whose: 'Botlar',
    all: 'tümü',
    kind: 'Yapılışı',
    scheduled: 'takvimle',
    forced: 'istek üzerine',
    asOf: 'Durum',
    ledger: 'Defter #',
    files: 'Dosyalar',
    page: 'Sayfa',
    save: 'Kaydet',
    named: (what: string, title: string) => `${what}: ${title}`,
  },
})

/** Reports that the gateway has made and keeps. */
export const StoredReports = (): JSX.Element => {
  const { bot_id, mode } = scope.value
  const filters = { ...(bot_id === undefined ? {} : { bot_id }), ...(mode === undefined ? {} : { mode }) }
  const asked = pageQuery('reports', filters)
  const read = useRead(
    ['reports', asked],
    async (client, signal) => {
      const answer = await client.listReports(asked, { signal })
      return {
        ...answer,
        data: { rows: answer.data, next: answer.page?.next ?? null, first: asked.cursor === undefined },
      }
    },
    { refreshMs: 30_000 },
  )
  const t = say(texts)
  return (
    <Panel
      id="reports"
      title={t.title}
      read={read}
      empty={({ rows, first }) => (rows.length === 0 && first ? t.none : null)}
    >
      {({ rows, next }) => (
        <>
          <div class="scroll" tabIndex={0} role="group" aria-label={t.caption}>
            <table class="data rows">
              <caption class="visually-hidden">{t.caption}</caption>
              <thead>
                <tr>
                  {[t.report, t.whose, t.kind, t.asOf].map((label) => (
                    <th key={label} scope="col">
                      {label}
                    </th>
                  ))}
                  <th scope="col" class="number">
                    {t.ledger}
                  </th>
                  <th scope="col">{t.files}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((report) => (
                  <Row key={report.report_id} report={report} />
                ))}
              </tbody>
            </table>
          </div>
          <Pager id="reports" asked={asked} filters={filters} next={next} />
          <p class="note">{t.about}</p>
        </>
      )}
    </Panel>
  )
}

const Row = ({ report }: { report: Report }): JSX.Element => {
  const t = say(texts)
  const { title, bot_id, kind, as_of_time, as_of_seq, url, html_url } = report
  const links = [
    [t.page, html_url],
    ['JSON', url],
    [t.save, `${html_url}?download=1`],
  ] as const
  return (
    <tr>
      <td class="key" data-label={t.report}>
        <a href={html_url} data-document>
          {title}
        </a>
      </td>
      <td data-label={t.whose}>
        {bot_id === null ? t.all : <a href={linkTo(`/bots/${encodeURIComponent(bot_id)}`)}>{bot_id}</a>}
      </td>
      <td data-label={t.kind}>{t[kind]}</td>
      <td class="key" data-label={t.asOf}>
        <Time iso={as_of_time} />
      </td>
      <td class="number" data-label={t.ledger}>
        {count(as_of_seq)}
      </td>
      <td class="key" data-label={t.files}>
        <span class="controls">
          {links.map(([label, href]) => (
            <a key={label} class="button" href={href} data-document aria-label={t.named(label, title)}>
              {label}
            </a>
          ))}
        </span>
      </td>
    </tr>
  )
}
