import type { Histogram as Spread, TradeStatistics } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { Histogram, type HistogramLine } from '../../charts/histogram.tsx'
import type { Bin } from '../../charts/histogram-scale.ts'
import type { Read } from '../../data/use-read.ts'
import { figureName } from '../../figures/formulas.ts'
import { count, gainPct, gainRatio, pct, ratio } from '../../format/number.ts'
import { duration } from '../../format/time.ts'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    r_multiples: 'R multiples',
    durations: 'How long trades lasted',
    pnl_pct: 'Profit of single trades, %',
    trades: (n: string) => (n === '1' ? '1 trade' : `${n} trades`),
    range: (from: string, to: string, n: string) => `${from} to ${to}: ${n}`,
    summary: (n: string, mean: string, median: string) => `${n}: mean ${mean}, median ${median}`,
    none: 'No trade was closed in this selection. Choose a longer period or fewer filters.',
    noneSuch: (n: string) => `None of the ${n} has one: without a stop, or beyond it, nothing named is at risk.`,
    excluded: (n: string) => `${n} without a stop, or entered beyond it, are left out.`,
    from: 'From',
    to: 'To',
    count: 'Trades',
  },
  tr: {
    r_multiples: 'R katları',
    durations: 'İşlemler ne kadar sürdü',
    pnl_pct: 'Tek işlemlerin kârı, %',
    trades: (n: string) => `${n} işlem`,
    range: (from: string, to: string, n: string) => `${from} – ${to}: ${n}`,
    summary: (n: string, mean: string, median: string) => `${n}: ortalama ${mean}, ortanca ${median}`,
    none: 'Bu seçimde kapanan işlem yok. Daha uzun bir dönem veya daha az süzgeç seçin.',
    noneSuch: (n: string) =>
      `${n} içinde hiçbirinde yok: zarar durdur yoksa veya giriş onun ötesindeyse riskteki tutar belli değildir.`,
    excluded: (n: string) => `Zarar durduru olmayan veya onun ötesinde girilen ${n} dışarıda bırakıldı.`,
    from: 'Alt sınır',
    to: 'Üst sınır',
    count: 'İşlem',
  },
})

type SpreadName = 'r_multiples' | 'durations' | 'pnl_pct'

/** How values are written beside bars and below the axis. */
const FORMS: Readonly<
  Record<SpreadName, { value: (of: number) => string; axis: (of: number, digits: number) => string }>
> = {
  r_multiples: { value: (of) => `${gainRatio(of)} R`, axis: ratio },
  durations: { value: duration, axis: (of) => duration(of) },
  pnl_pct: { value: (of) => gainPct(of), axis: pct },
}

const linesOf = ({ mean, median }: Spread, told: (of: number) => string): readonly HistogramLine[] => [
  ...(mean === null ? [] : [{ value: mean, kind: 'mean' as const, label: `${figureName('mean_pct')} ${told(mean)}` }]),
  ...(median === null
    ? []
    : [{ value: median, kind: 'median' as const, label: `${figureName('median_pct')} ${told(median)}` }]),
]

type SpreadProps = { read: ReadonlySignal<Read<TradeStatistics>>; of: SpreadName }

/** How closed trades are spread by one of their figures. */
export const SpreadPanel = ({ read, of }: SpreadProps): JSX.Element => {
  const t = say(texts)
  const { value: told, axis } = FORMS[of]
  const tell = ({ from, to, count: n }: Bin): string => t.range(told(from), told(to), t.trades(count(n)))
  return (
    <Panel
      id={of}
      class={of === 'durations' ? 'third' : 'half'}
      title={t[of]}
      read={read}
      info={[of, 'mean_pct', 'median_pct', ...(of === 'durations' ? [] : ['bins'])]}
      height="270px"
      empty={(statistics) => {
        if (statistics.all.trades === 0) return t.none
        return statistics[of].n === 0 ? t.noneSuch(t.trades(count(statistics.all.trades))) : null
      }}
      table={(statistics) => ({
        caption: t[of],
        columns: [t.from, t.to, t.count],
        rows: statistics[of].bins.map(({ from, to, count: n }) => [from, to, n]),
      })}
    >
      {(statistics) => {
        const spread = statistics[of]
        return (
          <>
            <Histogram
              bins={spread.bins}
              summary={t.summary(t.trades(count(spread.n)), told(spread.mean ?? 0), told(spread.median ?? 0))}
              tell={tell}
              axisFormat={axis}
              tone={of === 'durations' ? 'plain' : 'signed'}
              scale={of === 'durations' ? 'even' : 'linear'}
              lines={linesOf(spread, told)}
              height={240}
            />
            {of === 'r_multiples' && spread.excluded > 0 ? (
              <p class="note">{t.excluded(t.trades(count(spread.excluded)))}</p>
            ) : null}
          </>
        )
      }}
    </Panel>
  )
}
