import type { Performance } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { QuickDrawing } from '../../charts/quick-drawing.tsx'
import { TimeChart } from '../../charts/time-chart.tsx'
import type { Read } from '../../data/use-read.ts'
import { count, gain, moneyAxis } from '../../format/number.ts'
import { firstDayOf } from '../../format/period-days.ts'
import { day } from '../../format/time.ts'
import { period } from '../../route/scope.ts'
import { Choice, chosen } from '../../ui/choice.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Profit',
    per: 'Profit per',
    day: 'Day',
    week: 'Week',
    month: 'Month',
    trades: 'Trades',
    profit: 'Realised P/L',
    none: 'No trade was closed in this period. Bars appear with the first exit.',
    whole: 'What began before the period and reaches into it is shown whole.',
    summary: (n: string, best: string, worst: string) =>
      `Realised profit and loss of ${n} periods: best ${best}, worst ${worst}.`,
  },
  tr: {
    title: 'Kâr',
    per: 'Kâr dönemi',
    day: 'Gün',
    week: 'Hafta',
    month: 'Ay',
    trades: 'İşlem',
    profit: 'Gerçekleşen K/Z',
    none: 'Bu dönemde hiçbir işlem kapanmadı. Çubuklar ilk çıkışla görünür.',
    whole: 'Dönemden önce başlayıp döneme uzananlar bütün gösterilir.',
    summary: (n: string, best: string, worst: string) =>
      `${n} dönemin gerçekleşen kâr ve zararı: en iyi ${best}, en kötü ${worst}.`,
  },
})

const BY = ['day', 'week', 'month'] as const
type By = (typeof BY)[number]

const DAYS_OF = { day: 1, week: 7, month: 31 } as const

/** The periods of one length that the URL's period reaches into: those that have begun before it are whole. */
const slicesOf = (performance: Performance, by: By) => {
  const { from, to } = period.value
  const earliest = from === undefined ? '' : new Date(Date.parse(from) - DAYS_OF[by] * 86_400_000 + 1).toISOString()
  return performance[`pnl_by_${by}`]
    .map((slice) => ({ ...slice, first: firstDayOf(slice.value) }))
    .filter(({ first }) => `${first}T00:00:00.000Z` >= earliest && (to === undefined || first <= to))
}

/** What closed trades brought in each day, week or month of their exit. */
export const Profit = ({ read }: { read: ReadonlySignal<Read<Performance>> }): JSX.Element => {
  const t = say(texts)
  const by = chosen('profit_by', BY)
  return (
    <Panel
      id="profit"
      title={t.title}
      read={read}
      class="third"
      height="360px"
      info={['realized_pnl', 'pnl_by_period']}
      empty={(performance) => (slicesOf(performance, by).length === 0 ? t.none : null)}
      table={(performance) => ({
        caption: t.title,
        columns: [t[by], t.profit, t.trades],
        rows: slicesOf(performance, by).map(({ value, exact, trades }) => [value, exact.realized_pnl, trades]),
      })}
      actions={<Choice name="profit_by" label={t.per} options={BY.map((one) => [one, t[one]])} />}
    >
      {(performance) => (
        <>
          <Bars slices={slicesOf(performance, by)} of={performance} />
          {by === 'day' || period.value.from === undefined ? null : <p class="note">{t.whole}</p>}
          <NotNarrowed />
        </>
      )}
    </Panel>
  )
}

const Bars = ({ slices, of }: { slices: ReturnType<typeof slicesOf>; of: Performance }): JSX.Element => {
  const t = say(texts)
  const { times, values } = useMemo(
    () => ({
      times: slices.map(({ first }) => first),
      values: slices.map(({ realized_pnl }) => realized_pnl),
    }),
    [of, slices.length, slices[0]?.value],
  )
  return (
    <TimeChart
      times={times}
      height={330}
      utc
      quick={QuickDrawing}
      timeFormat={day}
      summary={t.summary(count(slices.length), gain(Math.max(...values)), gain(Math.min(...values)))}
      series={[{ label: t.profit, values, kind: 'bars', color: 'accent', format: gain, axisFormat: moneyAxis }]}
    />
  )
}
