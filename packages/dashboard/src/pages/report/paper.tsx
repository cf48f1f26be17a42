import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { useRead } from '../../data/use-read.ts'
import { asOfQuery, period, range, scope, tradeFilters } from '../../route/scope.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { say, words } from '../../words/words.ts'
import { hoursBackTo } from '../performance/aligned.ts'
import { DrawdownsPanel } from '../performance/drawdowns.tsx'
import { TradeFiguresPanel } from '../performance/trade-figures.tsx'
import { PaperCurves } from './paper-curves.tsx'
import { PaperFigures } from './paper-figures.tsx'
import { PaperMonths } from './paper-months.tsx'
import { PaperSource } from './paper-source.tsx'
import { PaperTrades } from './paper-trades.tsx'
import { ScopeWords } from './scope-words.tsx'
import '../performance/performance.css'
import './paper.css'

const texts = words({
  en: {
    title: 'Performance report',
    print: 'Print, or save as PDF',
    back: 'Back',
    hint: 'It stands still: reload the page for newer figures.',
  },
  tr: {
    title: 'Performans raporu',
    print: 'Yazdır veya PDF olarak kaydet',
    back: 'Geri',
    hint: 'Olduğu gibi durur: daha yeni değerler için sayfayı yenileyin.',
  },
})

/** What is read for paper is read once, so that nothing changes while it is printed. */
const ONCE = { refreshMs: null }

/** The record laid out for paper: light, without what one can only click, and with where it comes from. */
export default function Paper(): JSX.Element {
  const t = say(texts)
  const whose = { ...scope.value, ...asOfQuery.value }
  // A period that ends now is that of when the paper was opened, in every part of it.
  const of = useMemo(() => period.peek(), [range.value, parameter('from'), parameter('to')])
  const hours = useMemo(() => hoursBackTo(of.from, Date.now()), [of])
  const days = { ...whose, ...of }
  const trades = { ...scope.value, ...of, ...tradeFilters.value, ...asOfQuery.value }
  const kpi = useRead(['kpi', whose], (client, signal) => client.getCurrentKpi(whose, { signal }), ONCE)
  const history = useRead(
    ['history', whose, hours],
    (client, signal) => client.getKpiHistory({ ...whose, hours }, { signal }),
    ONCE,
  )
  const returns = useRead(['returns', days], (client, signal) => client.getReturns(days, { signal }), ONCE)
  const statistics = useRead(
    ['trade-statistics', trades],
    (client, signal) => client.getTradeStatistics(trades, { signal }),
    ONCE,
  )
  return (
    <div class="page paper">
      <p class="controls no-print">
        <button type="button" class="primary" onClick={() => print()}>
          {t.print}
        </button>
        <button type="button" onClick={() => setParameters({ print: null })}>
          {t.back}
        </button>
        <small class="quiet">{t.hint}</small>
      </p>
      <header class="paper-head">
        <p class="paper-title">Papertape · {t.title}</p>
        <ScopeWords
          scope={trades}
          takes={['from', 'to', 'symbol', 'strategy', 'market_type', 'direction', 'min_confidence']}
          moment={false}
        />
      </header>
      <PaperFigures read={kpi} />
      <PaperCurves read={history} />
      <PaperMonths read={returns} />
      <DrawdownsPanel read={returns} />
      <TradeFiguresPanel read={statistics} />
      <PaperTrades of={trades} />
      <PaperSource read={kpi} />
    </div>
  )
}
