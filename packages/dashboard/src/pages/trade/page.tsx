import type { TradeDetail } from '@papertape/client'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { PageProps } from '../../app/pages.ts'
import { useOwnMode } from '../../data/bots.ts'
import { useNews } from '../../data/use-news.ts'
import { useRead } from '../../data/use-read.ts'
import { asOf } from '../../route/scope.ts'
import { linkTo } from '../../route/url.ts'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { Evidence } from './evidence.tsx'
import { Facts } from './facts.tsx'
import { Prices } from './prices.tsx'
import { stoodThen } from './stood-then.ts'
import { Timeline } from './timeline.tsx'
import './trade.css'

const texts = words({
  en: {
    trade: 'Trade',
    prices: 'Prices',
    fills: 'What decided each fill',
    noFills: 'There is no fill yet: the trade waits for its first price.',
    events: 'Facts in the ledger',
    raw: 'Everything as JSON',
    all: 'All trades of this bot',
    later: 'This trade went on after the moment that this view is frozen at, so nothing of it is shown here.',
  },
  tr: {
    trade: 'İşlem',
    prices: 'Fiyatlar',
    fills: 'Her gerçekleşmeye ne karar verdi',
    noFills: 'Henüz gerçekleşme yok: işlem ilk fiyatını bekliyor.',
    events: 'Defterdeki kayıtlar',
    raw: 'Tümü JSON olarak',
    all: 'Bu botun tüm işlemleri',
    later: 'Bu işlem, görünümün dondurulduğu andan sonra sürdü; bu yüzden burada hiçbir şeyi gösterilmiyor.',
  },
})

/** One trade with everything that shows how it came to what it came to. */
export default function TradePage({ id }: PageProps): JSX.Element {
  const input = { trade_id: id }
  const read = useRead(['trade', input], (client, signal) => client.getTrade(input, { signal }))
  useOwnMode(read.value.data?.mode ?? null)
  const news = useNews('trades')
  const told = news.value.findLast(({ data }) => data.trade_id === id)?.seq ?? 0
  useEffect(() => {
    if (told > (read.peek().asOf?.seq ?? 0)) read.peek().again()
  }, [told])
  const t = say(texts)
  const trade = read.value.data
  const hidden = (of: TradeDetail): boolean => asOf.value !== null && !stoodThen(of, asOf.value)
  const later = (of: TradeDetail): string | null => (hidden(of) ? t.later : null)
  return (
    <div class="page">
      <Panel
        id="trade"
        title={t.trade}
        read={read}
        height="340px"
        empty={later}
        actions={<Links id={id} trade={trade} />}
      >
        {(data) => <Facts trade={data} />}
      </Panel>
      {trade === null || hidden(trade) ? null : (
        <LiveOnly id="prices" title={t.prices}>
          <Prices trade={trade} />
        </LiveOnly>
      )}
      <Panel
        id="fills"
        title={t.fills}
        read={read}
        empty={(data) => later(data) ?? (data.fills.length === 0 ? t.noFills : null)}
      >
        {(data) => <Evidence trade={data} />}
      </Panel>
      <Panel id="events" title={t.events} read={read} empty={later}>
        {(data) => <Timeline trade={data} />}
      </Panel>
    </div>
  )
}

const Links = ({ id, trade }: { id: string; trade: TradeDetail | null }): JSX.Element => (
  <>
    {trade === null ? null : (
      <a class="button" href={linkTo('/history', { bot_id: trade.bot_id, mode: null })}>
        {say(texts).all}
      </a>
    )}
    <a class="button" href={`/api/v1/trades/${encodeURIComponent(id)}`}>
      {say(texts).raw}
    </a>
  </>
)
