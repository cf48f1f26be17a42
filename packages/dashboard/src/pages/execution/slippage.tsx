import type { JSX } from 'preact'
import { Histogram } from '../../charts/histogram.tsx'
import { figureName } from '../../figures/formulas.ts'
import { basisPoints, count } from '../../format/number.ts'
import { Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import type { ExecutionRead } from './execution-read.ts'

const texts = words({
  en: {
    entry: 'Slippage at entry',
    exit: 'Slippage at exit',
    none: 'No fill yet of which another price was to be expected.',
    fills: (n: string) => (n === '1' ? '1 fill' : `${n} fills`),
    bar: (from: string, to: string, n: string) => `${from} to ${to}: ${n}`,
    summary: (n: string, mean: string) => `Slippage of ${n}; ${mean} on average, positive is cost.`,
    mean: 'Mean, by notional',
    median: 'Median',
    p95: '95th percentile',
    excluded: (n: string) => `${n} for which no other price was to be expected are left out.`,
    sign: 'Positive = cost, negative = better than expected.',
  },
  tr: {
    entry: 'Girişte kayma',
    exit: 'Çıkışta kayma',
    none: 'Başka bir fiyatın beklendiği gerçekleşme henüz yok.',
    fills: (n: string) => `${n} gerçekleşme`,
    bar: (from: string, to: string, n: string) => `${from} – ${to}: ${n}`,
    summary: (n: string, mean: string) => `${n} için kayma; ortalama ${mean}, artı maliyettir.`,
    mean: 'Ortalama (tutarla ağırlıklı)',
    median: 'Ortanca',
    p95: '95. yüzdelik',
    excluded: (n: string) => `Başka bir fiyat beklenmeyen ${n} dışarıda bırakıldı.`,
    sign: 'Artı = maliyet, eksi = beklenenden iyi.',
  },
})

/** How far fills were from the price to be expected. */
export const SlippagePanel = ({ read, side }: ExecutionRead & { side: 'entry' | 'exit' }): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id={`slippage-${side}`}
      title={t[side]}
      read={read}
      info={[`${side}_slippage_bps`, 'slippage']}
      height="300px"
      class="half"
      empty={({ slippage }) => (slippage[side].n === 0 ? t.none : null)}
      table={({ slippage }) => ({
        caption: t[side],
        columns: ['from_bps', 'to_bps', 'count'],
        rows: slippage[side].bins.map(({ from, to, count: n }) => [from, to, n]),
      })}
    >
      {({ slippage }) => {
        const { bins, n, excluded, mean_bps: mean, median_bps: median, p95_bps: p95 } = slippage[side]
        return (
          <>
            <dl class="facts">
              {(
                [
                  [t.mean, mean],
                  [t.median, median],
                  [t.p95, p95],
                ] as const
              ).map(([label, value]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    <Maybe value={value} as={basisPoints} />
                  </dd>
                </div>
              ))}
            </dl>
            <Histogram
              bins={bins}
              summary={t.summary(t.fills(count(n)), mean === null ? figureName('slippage') : basisPoints(mean))}
              tell={({ from, to, count: of }) => t.bar(basisPoints(from), basisPoints(to), t.fills(count(of)))}
              axisFormat={basisPoints}
            />
            <p class="note">
              {t.sign} {excluded === 0 ? null : t.excluded(t.fills(count(excluded)))}
            </p>
          </>
        )
      }}
    </Panel>
  )
}
