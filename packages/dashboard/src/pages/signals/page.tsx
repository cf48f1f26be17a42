import type { Signal, SignalTotals } from '@papertape/client'
import type { JSX } from 'preact'
import { useNews } from '../../data/use-news.ts'
import { type Read, useRead } from '../../data/use-read.ts'
import { type News, withNews } from '../../data/with-news.ts'
import { checkedRows } from '../../format/wrong-data.ts'
import { asOfQuery, scope, tradeFilters } from '../../route/scope.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { pageQuery } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { SignalDetail } from './detail.tsx'
import { SignalList } from './list.tsx'
import { matchesSignal, type SignalFilters, signalFilters } from './signal-query.ts'
import { Equation, Reasons } from './totals.tsx'
import './signals.css'

const texts = words({
  en: {
    totals: 'Every signal that was ever received',
    none: 'No signal has come yet. Publish one to signals.<bot_id> over NATS, or POST it to /api/v1/signals/<bot_id>.',
    about: 'Totals are over all signals of the bots chosen, whatever narrows the list below.',
    list: 'Newest signals',
  },
  tr: {
    totals: 'Bugüne dek alınan her sinyal',
    none: 'Henüz sinyal gelmedi. NATS üzerinden signals.<bot_id> konusuna yayımlayın ya da /api/v1/signals/<bot_id> adresine POST edin.',
    about: 'Toplamlar, aşağıdaki listeyi ne daraltırsa daraltsın, seçilen botların tüm sinyallerini kapsar.',
    list: 'En yeni sinyaller',
  },
})

type Page = { rows: readonly Signal[]; totals: SignalTotals; next: string | null; cursor: boolean }

const byLedger = (one: Signal, other: Signal): number => other.ledger_seq - one.ledger_seq
const keyOf = ({ ledger_seq }: Signal): string => String(ledger_seq)

const useSignals = () => {
  const filters = signalFilters(
    { ...scope.value, ...asOfQuery.value },
    {
      outcome: parameter('outcome'),
      reason: parameter('reason'),
      symbol: tradeFilters.value.symbol ?? [],
    },
  )
  const asked = pageQuery('signals', filters)
  const read = useRead(
    ['signals', asked],
    async (client, signal) => {
      const answer = await client.listSignals(asked, { signal })
      const { signals, totals } = answer.data
      const data: Page = {
        rows: checkedRows(signals),
        totals,
        next: answer.page?.next ?? null,
        cursor: asked.cursor !== undefined,
      }
      return { ...answer, data }
    },
    { refreshMs: 2000 },
  )
  return { filters, asked, read }
}

const rowsOf = (
  read: Read<Page>,
  page: Page,
  filters: SignalFilters,
  news: readonly News<Signal>[],
): readonly Signal[] =>
  withNews(
    {
      rows: page.rows,
      seq: read.asOf?.seq ?? 0,
      keyOf,
      matches: matchesSignal(filters, read.meta['mode']),
      order: byLedger,
      first: !page.cursor,
      more: page.next !== null,
    },
    news,
  )

/** Everything that was received and what became of it: nothing that was rejected is hidden. */
export default function SignalsPage(): JSX.Element {
  const { filters, asked, read } = useSignals()
  const news = useNews('signals')
  const t = say(texts)
  const page = read.value.data
  const rows = page === null ? [] : rowsOf(read.value, page, filters, news.value)
  const opened = rows.find((row) => keyOf(row) === parameter('signal'))
  return (
    <div class="page">
      <Panel
        id="totals"
        title={t.totals}
        read={read}
        height="120px"
        empty={({ totals }) => (totals.received === 0 ? t.none : null)}
      >
        {({ totals }) => (
          <>
            <Equation totals={totals} />
            <Reasons totals={totals} />
            <p class="note">{t.about}</p>
            <NotNarrowed period />
          </>
        )}
      </Panel>
      <Panel id="signals" title={t.list} read={read} height="320px">
        {(data) => <SignalList rows={rows} asked={asked} filters={filters} next={data.next} />}
      </Panel>
      {opened === undefined ? null : <SignalDetail of={opened} close={() => setParameters({ signal: null })} />}
    </div>
  )
}
