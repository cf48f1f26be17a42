import type { Signal, SignalTotals } from '@papertape/client'
import type { JSX } from 'preact'
import { useNews } from '../../data/use-news.ts'
import { type Read, useRead } from '../../data/use-read.ts'
import { withNews } from '../../data/with-news.ts'
import { checkedRows } from '../../format/wrong-data.ts'
import { scope, tradeFilters } from '../../route/scope.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { LiveOnly } from '../../ui/live-only.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { pageQuery } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { SignalDetail } from './detail.tsx'
import { SignalList } from './list.tsx'
import { isNarrowed, type Narrowing, narrowed } from './narrow.ts'
import { Equation, Reasons } from './totals.tsx'
import './signals.css'

const texts = words({
  en: {
    totals: 'Every signal that was ever received',
    none: 'No signal has come yet. Publish one to signals.<bot_id> over NATS, or POST it to /api/v1/signals/<bot_id>.',
    list: 'Newest signals',
  },
  tr: {
    totals: 'Bugüne dek alınan her sinyal',
    none: 'Henüz sinyal gelmedi. NATS üzerinden signals.<bot_id> konusuna yayımlayın ya da /api/v1/signals/<bot_id> adresine POST edin.',
    list: 'En yeni sinyaller',
  },
})

/** Everything that was received and what became of it: nothing that was rejected is hidden. */
export default function SignalsPage(): JSX.Element {
  return (
    <LiveOnly id="totals" title={say(texts).totals}>
      <Signals />
    </LiveOnly>
  )
}

type Page = { rows: readonly Signal[]; totals: SignalTotals; next: string | null; cursor: boolean }

const narrowing = (): Narrowing => {
  const outcome = parameter('outcome')
  return {
    outcome: outcome === 'ACCEPTED' || outcome === 'REJECTED' ? outcome : null,
    reason: parameter('reason'),
    symbol: tradeFilters.value.symbol ?? [],
  }
}

const byLedger = (one: Signal, other: Signal): number => other.ledger_seq - one.ledger_seq
const keyOf = ({ ledger_seq }: Signal): string => String(ledger_seq)

/** Signals for bots nobody registered belong to no mode; they show where no bot was chosen, but in replays. */
const matches =
  (bot: string | undefined, mode: unknown) =>
  (row: Signal): boolean =>
    bot === undefined ? row.mode === mode || (row.mode === null && mode !== 'replay') : row.bot_id === bot

const useSignals = () => {
  const filters = scope.value
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
    { refreshMs: 1000 },
  )
  return { filters, asked, read }
}

const rowsOf = (read: Read<Page>, page: Page, news: Parameters<typeof withNews<Signal>>[1]): readonly Signal[] =>
  withNews(
    {
      rows: page.rows,
      seq: read.asOf?.seq ?? 0,
      keyOf,
      matches: matches(scope.value.bot_id, read.meta['mode']),
      order: byLedger,
      first: !page.cursor,
      more: page.next !== null,
    },
    news,
  )

const Signals = (): JSX.Element => {
  const { filters, asked, read } = useSignals()
  const news = useNews('signals')
  const t = say(texts)
  const by = narrowing()
  const page = read.value.data
  const rows = page === null ? [] : rowsOf(read.value, page, news.value)
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
            <NotNarrowed period />
          </>
        )}
      </Panel>
      <Panel id="signals" title={t.list} read={read} height="320px">
        {(data) => (
          <SignalList
            rows={narrowed(rows, by)}
            outOf={isNarrowed(by) ? rows.length : null}
            by={by}
            asked={asked}
            filters={filters}
            next={data.next}
          />
        )}
      </Panel>
      {opened === undefined ? null : <SignalDetail of={opened} close={() => setParameters({ signal: null })} />}
    </div>
  )
}
