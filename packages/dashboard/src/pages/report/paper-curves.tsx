import type { KpiSnapshot } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { QuickDrawing } from '../../charts/quick-drawing.tsx'
import type { TimeChartProps } from '../../charts/time-chart.tsx'
import type { Read } from '../../data/use-read.ts'
import { gainPct, money, moneyAxis, pct, pctAxis } from '../../format/number.ts'
import { dateTime } from '../../format/time.ts'
import { period, unit } from '../../route/scope.ts'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { within } from '../performance/aligned.ts'

const texts = words({
  en: {
    title: 'Equity and drawdown',
    value: 'Account value',
    return: 'Total return',
    drawdown: 'Drawdown',
    none: 'Nothing was recorded in this period.',
    summary: (what: string, from: string, to: string) => `${what} from ${from} to ${to}`,
    flows: 'A bot that joins brings its capital, and amounts jump then; returns do not.',
  },
  tr: {
    title: 'Öz varlık ve düşüş',
    value: 'Hesap değeri',
    return: 'Toplam getiri',
    drawdown: 'Düşüş',
    none: 'Bu dönemde kayıt yok.',
    summary: (what: string, from: string, to: string) => `${what}: ${from} – ${to}`,
    flows: 'Katılan bot sermayesini getirir ve tutarlar o anda sıçrar; getiriler sıçramaz.',
  },
})

const pointsOf = (history: readonly KpiSnapshot[]) =>
  within(
    history.flatMap((row) => (row.timestamp === null ? [] : [{ ...row, time: row.timestamp }])),
    period.value,
  )

/** A drawing that is as sharp as what prints it: no library paints it in pixels. */
const Drawing = (props: TimeChartProps): JSX.Element => (
  <figure class="chart">
    <div class="plot" role="img" aria-label={props.summary} style={{ height: `${props.height ?? 200}px` }}>
      <QuickDrawing {...props} />
    </div>
    <figcaption class="visually-hidden">{props.summary}</figcaption>
  </figure>
)

/** How the account went, and how far it lay below its peak. */
export const PaperCurves = ({ read }: { read: ReadonlySignal<Read<readonly KpiSnapshot[]>> }): JSX.Element => (
  <Panel
    id="paper-equity"
    title={say(texts).title}
    read={read}
    height="360px"
    empty={(history) => (pointsOf(history).length === 0 ? say(texts).none : null)}
  >
    {(history) => <Curves points={pointsOf(history)} />}
  </Panel>
)

const Curves = ({ points }: { points: ReturnType<typeof pointsOf> }): JSX.Element => {
  const t = say(texts)
  const times = points.map(({ time }) => time)
  const inMoney = unit.value === 'money'
  const summaryOf = (what: string): string => t.summary(what, dateTime(times[0] ?? ''), dateTime(times.at(-1) ?? ''))
  const equity = inMoney ? t.value : t.return
  return (
    <>
      <Drawing
        times={times}
        summary={summaryOf(equity)}
        height={250}
        series={[
          {
            label: equity,
            values: points.map(({ account_value, total_return_pct }) => (inMoney ? account_value : total_return_pct)),
            kind: 'area',
            color: 'accent',
            format: inMoney ? money : (value) => gainPct(value),
            axisFormat: inMoney ? moneyAxis : pctAxis,
          },
        ]}
      />
      <Drawing
        times={times}
        summary={summaryOf(t.drawdown)}
        height={118}
        strip
        series={[
          {
            label: t.drawdown,
            values: points.map(({ current_drawdown_pct: depth }) => (depth === null ? null : 0 - depth)),
            kind: 'area',
            color: 'loss',
            format: (value) => pct(value),
            axisFormat: pctAxis,
          },
        ]}
      />
      {inMoney ? <p class="note">{t.flows}</p> : null}
      <NotNarrowed />
    </>
  )
}
