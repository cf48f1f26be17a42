import type { ReturnDistribution, Returns } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { Histogram, type HistogramLine } from '../../charts/histogram.tsx'
import { type Bin, normalCurve } from '../../charts/histogram-scale.ts'
import type { Read } from '../../data/use-read.ts'
import type { FigureName } from '../../figures/formula-texts.ts'
import { figureName } from '../../figures/formulas.ts'
import { count, gainPct, pct } from '../../format/number.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { Card } from '../../ui/card.tsx'
import { FigureValue } from '../../ui/figure-value.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Daily returns',
    none: 'No day is closed in this period: a day closes at midnight, UTC.',
    today: (value: string) => `Today so far: ${value}.`,
    days: (n: string) => (n === '1' ? '1 day' : `${n} days`),
    range: (from: string, to: string, n: string) => `${from} to ${to}: ${n}`,
    summary: (n: string, from: string, to: string) => `Returns of ${n}, from ${from} to ${to} a day.`,
    normal: 'Normal distribution',
    from: 'From %',
    to: 'To %',
    count: 'Days',
    truncated: 'Of the newest 3,660 days.',
    basis: 'Closed UTC days; those without a trade count.',
  },
  tr: {
    title: 'Günlük getiriler',
    none: 'Bu dönemde kapanan gün yok: gün gece yarısı (UTC) kapanır.',
    today: (value: string) => `Bugün şu ana kadar: ${value}.`,
    days: (n: string) => `${n} gün`,
    range: (from: string, to: string, n: string) => `${from} – ${to}: ${n}`,
    summary: (n: string, from: string, to: string) => `${n} için getiriler, günde ${from} ile ${to} arası.`,
    normal: 'Normal dağılım',
    from: 'Alt sınır %',
    to: 'Üst sınır %',
    count: 'Gün',
    truncated: 'En yeni 3.660 günden.',
    basis: 'Kapanmış UTC günleri; işlemsiz günler de sayılır.',
  },
})

const FIGURES = [
  'mean_pct',
  'median_pct',
  'stdev_pct',
  'skewness',
  'kurtosis',
  'var_95_pct',
  'cvar_95_pct',
  'best_pct',
  'worst_pct',
] as const satisfies readonly (FigureName & keyof ReturnDistribution)[]

const binsOf = ({ distribution }: Returns): readonly Bin[] =>
  distribution.bins.map(({ from_pct: from, to_pct: to, count: of }) => ({ from, to, count: of }))

const LINES = [
  ['mean_pct', 'mean', 1],
  ['median_pct', 'median', 1],
  // What is a loss when positive lies on the side of losses.
  ['var_95_pct', 'first', -1],
  ['cvar_95_pct', 'second', -1],
] as const

const linesOf = ({ distribution }: Returns): readonly HistogramLine[] =>
  LINES.flatMap(([name, kind, sign]) => {
    const value = distribution[name]
    return value === null
      ? []
      : [{ value: sign * value, kind, label: `${figureName(name)} ${sign < 0 ? pct(value) : gainPct(value)}` }]
  })

/** How daily returns are spread, with their mean, their median and what a bad day costs. */
export const DailyReturns = ({ read }: { read: ReadonlySignal<Read<Returns>> }): JSX.Element => {
  const t = say(texts)
  const normal = parameter('normal') === '1'
  const tell = ({ from, to, count: of }: Bin): string => t.range(gainPct(from), gainPct(to), t.days(count(of)))
  return (
    <Panel
      id="daily-returns"
      title={t.title}
      read={read}
      info={['return_pct', 'bins', 'normal', ...FIGURES]}
      height="420px"
      empty={({ distribution, running }) => {
        if (distribution.n > 0) return null
        const today = running?.return_pct ?? null
        return today === null ? t.none : `${t.none} ${t.today(gainPct(today))}`
      }}
      actions={
        <label>
          <input
            type="checkbox"
            checked={normal}
            onChange={({ currentTarget }) => setParameters({ normal: currentTarget.checked ? '1' : null }, 'replace')}
          />{' '}
          {t.normal}
        </label>
      }
      table={(returns) => ({
        caption: t.title,
        columns: [t.from, t.to, t.count],
        rows: binsOf(returns).map(({ from, to, count: of }) => [from, to, of]),
      })}
    >
      {(returns) => {
        const { distribution, truncated, quality } = returns
        const bins = binsOf(returns)
        const { n, mean_pct: mean, stdev_pct: deviation, worst_pct: worst, best_pct: best } = distribution
        return (
          <>
            <Histogram
              bins={bins}
              summary={t.summary(t.days(count(n)), gainPct(worst ?? 0), gainPct(best ?? 0))}
              tell={tell}
              axisFormat={pct}
              tone="signed"
              height={300}
              lines={linesOf(returns)}
              {...(normal && mean !== null && deviation !== null
                ? { curve: normalCurve(bins, { n, mean, deviation }) }
                : {})}
            />
            <dl class="cards">
              {FIGURES.map((name) => (
                <Card key={name} id={name} label={figureName(name)} info={[name]}>
                  <FigureValue name={name} value={distribution[name]} quality={quality[name]} />
                </Card>
              ))}
            </dl>
            <p class="note">
              {t.basis} {truncated ? t.truncated : null}
            </p>
            <NotNarrowed />
          </>
        )
      }}
    </Panel>
  )
}
