import type { Trade } from '@papertape/client'
import type { JSX } from 'preact'
import { useNews } from '../../data/use-news.ts'
import { useRead } from '../../data/use-read.ts'
import { withNews } from '../../data/with-news.ts'
import { statusWords } from '../../figures/trade-words.ts'
import { checkedRows } from '../../format/wrong-data.ts'
import { asOfQuery, tradeScope } from '../../route/scope.ts'
import { open, parameter, setParameters } from '../../route/url.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { ExportLinks } from '../../ui/export-links.tsx'
import { Pager, pageQuery } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { columnsOf } from './columns.tsx'
import { cumulativePnl } from './cumulative.ts'
import { Totals } from './totals.tsx'
import { type ListFilters, matchesFilters, newestFirst, STATUSES, statusFilter } from './trade-query.ts'

const texts = words({
  en: {
    title: 'Trades',
    caption: 'Trades, the newest first',
    status: 'Exit reason',
    any: 'Any, also open ones',
    none: 'No trade fits these filters. Widen the period, take filters away, or choose another exit reason.',
    about:
      'Sums, Cumulative and sorting are of the rows of this page; Cumulative goes by the time of exit. How far the price went for and against a trade is on the trade’s own page, as long as its prices are kept.',
    closed: 'All that closed',
  },
  tr: {
    title: 'İşlemler',
    caption: 'İşlemler, en yenisi önce',
    status: 'Çıkış nedeni',
    any: 'Herhangi, açıklar da',
    none: 'Bu filtrelere uyan işlem yok. Dönemi genişletin, filtreleri kaldırın veya başka bir çıkış nedeni seçin.',
    about:
      'Toplamlar, birikimli değer ve sıralama bu sayfanın satırlarına aittir; birikimli değer çıkış zamanına göre ilerler. Fiyatın bir işlemin lehine ve aleyhine ne kadar gittiği, fiyatları saklandığı sürece işlemin kendi sayfasındadır.',
    closed: 'Kapananların tümü',
  },
})

/** Every trade that was closed, and on demand those that were not. */
export default function HistoryPage(): JSX.Element {
  const status = statusFilter(parameter('status'))
  const filters: ListFilters = {
    ...tradeScope.value,
    ...asOfQuery.value,
    ...(status === null ? {} : { status: [status] }),
  }
  const asked = pageQuery('trades', filters)
  const read = useRead(['trades', asked], async (client, signal) => {
    const answer = await client.listTrades(asked, { signal })
    return { ...answer, data: { rows: checkedRows(answer.data), next: answer.page?.next ?? null, asked } }
  })
  const news = useNews('trades')
  const t = say(texts)
  return (
    <div class="page">
      <Totals filters={filters} />
      <Panel id="trades" title={t.title} read={read} height="320px" actions={<StatusPicker chosen={status} />}>
        {(page) => {
          const { asOf: place, meta } = read.value
          const rows = withNews(
            {
              rows: page.rows,
              seq: place?.seq ?? 0,
              keyOf: tradeId,
              matches: matchesFilters(page.asked, typeof meta['mode'] === 'string' ? meta['mode'] : null),
              order: newestFirst,
              first: page.asked.cursor === undefined,
              more: page.next !== null,
            },
            news.value,
          )
          return (
            <>
              <ExportLinks of="trades" filters={filters} />
              {rows.length === 0 ? (
                <p class="empty">{t.none}</p>
              ) : (
                <DataTable
                  id="trades"
                  caption={t.caption}
                  columns={columnsOf(cumulativePnl(rows))}
                  rows={rows}
                  rowKey={tradeId}
                  onOpen={({ trade_id }) => open(`/trades/${encodeURIComponent(trade_id)}`)}
                />
              )}
              <Pager id="trades" asked={page.asked} filters={filters} next={page.next} />
              <p class="note">{t.about}</p>
            </>
          )
        }}
      </Panel>
    </div>
  )
}

const tradeId = ({ trade_id }: Trade): string => trade_id

const StatusPicker = ({ chosen }: { chosen: string | null }): JSX.Element => (
  <label>
    <span class="quiet">{say(texts).status}</span>{' '}
    <select
      value={chosen ?? 'any'}
      onChange={({ currentTarget }) =>
        setParameters({ status: currentTarget.value === 'CLOSED' ? null : currentTarget.value })
      }
    >
      {STATUSES.map((status) => (
        <option key={status} value={status}>
          {status === 'CLOSED' ? say(texts).closed : statusWords(status)}
        </option>
      ))}
      <option value="any">{say(texts).any}</option>
    </select>
  </label>
)
