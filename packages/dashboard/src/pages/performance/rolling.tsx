import type { Figure, Returns, RollingPoint } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { type Series, TimeChart } from '../../charts/time-chart.tsx'
import type { Read } from '../../data/use-read.ts'
import type { FigureName } from '../../figures/formula-texts.ts'
import { figureName } from '../../figures/formulas.ts'
import { reasonWords } from '../../figures/reasons.ts'
import { count, gainPct, pct, pctAxis, ratio } from '../../format/number.ts'
import { day } from '../../format/time.ts'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { performanceTexts } from './texts.ts'

const texts = words({
  en: {
    none: (days: string, why: string) => `No window of ${days} closed days has these figures yet: ${why}.`,
    last: (parts: string, date: string) => `On ${date}: ${parts}.`,
    date: 'Last day of the window',
  },
  tr: {
    none: (days: string, why: string) => `Kapanmış ${days} günlük hiçbir pencerede bu değerler yok: ${why}.`,
    last: (parts: string, date: string) => `${date}: ${parts}.`,
    date: 'Pencerenin son günü',
  },
})

type Line = {
  name: FigureName
  of: (point: RollingPoint) => Figure
  color: Series['color']
  format: (value: number) => string
  axis: (value: number, step: number) => string
}

const ratioAxis = (value: number, step: number): string => ratio(value, step < 1 ? 1 : 0)

const LINES: Readonly<Record<'ratios' | 'spread', readonly Line[]>> = {
  ratios: [
    { name: 'sharpe_ratio', of: ({ sharpe }) => sharpe, color: 'accent', format: ratio, axis: ratioAxis },
    { name: 'sortino_ratio', of: ({ sortino }) => sortino, color: 'second', format: ratio, axis: ratioAxis },
  ],
  spread: [
    { name: 'volatility_pct', of: ({ volatility_pct: value }) => value, color: 'third', format: pct, axis: pctAxis },
    { name: 'return_pct', of: ({ return_pct: value }) => value, color: 'fourth', format: gainPct, axis: pctAxis },
  ],
}

type RollingProps = { read: ReadonlySignal<Read<Returns>>; of: keyof typeof LINES }

/** How figures of the last month of days went. */
export const RollingPanel = ({ read, of }: RollingProps): JSX.Element => {
  const t = say(texts)
  const lines = LINES[of]
  const window = count(read.value.data?.rolling.window_days ?? 30)
  const title = say(performanceTexts)[of](window)
  return (
    <Panel
      id={`rolling-${of}`}
      class="third"
      title={title}
      read={read}
      info={['rolling', ...lines.map(({ name }) => name)]}
      height="210px"
      empty={({ rolling, quality }) =>
        rolling.points.length === 0 ? t.none(window, reasonWords(quality['rolling']?.reason ?? 'TOO_FEW')) : null
      }
      table={({ rolling }) => ({
        caption: title,
        columns: [t.date, ...lines.map(({ name }) => figureName(name))],
        rows: rolling.points.map((point) => [point.date, ...lines.map((line) => line.of(point))]),
      })}
    >
      {({ rolling: { points } }) => {
        const last = points.at(-1)
        const told = lines.map((line) => {
          const value = last === undefined ? null : line.of(last)
          return `${figureName(line.name)} ${value === null ? '—' : line.format(value)}`
        })
        return (
          <>
            <TimeChart
              times={points.map(({ date }) => `${date}T00:00:00.000Z`)}
              summary={t.last(told.join(', '), day(last?.date ?? ''))}
              height={210}
              sync="performance"
              utc
              timeFormat={(iso) => day(iso.slice(0, 10))}
              series={lines.map((line) => ({
                label: figureName(line.name),
                values: points.map(line.of),
                kind: 'line',
                color: line.color,
                format: (value: number) => line.format(value),
                axisFormat: (value: number, step: number) => line.axis(value, step),
              }))}
            />
            <NotNarrowed />
          </>
        )
      }}
    </Panel>
  )
}
