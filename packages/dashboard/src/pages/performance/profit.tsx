import type { Performance, Returns } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { TimeChart } from '../../charts/time-chart.tsx'
import type { Read } from '../../data/use-read.ts'
import { exactSum } from '../../format/decimal.ts'
import { gain, gainPct, moneyAxis, pctAxis } from '../../format/number.ts'
import { day, month } from '../../format/time.ts'
import { period, unit } from '../../route/scope.ts'
import { Choice, chosen } from '../../ui/choice.tsx'
import { Gain } from '../../ui/figure.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { type Bar, profitBars, returnBars } from './bars.ts'
import { performanceTexts } from './texts.ts'

const texts = words({
  en: {
    by: 'Bars of',
    day: 'Day',
    week: 'Week',
    month: 'Month',
    year: 'Year',
    profit: 'Realised P/L',
    return: 'Return',
    up: (n: string, of: string) => `${n} of ${of} bars are gains.`,
    sum: 'Sum of the bars',
    running: 'The running day is part of its month and year.',
    whole: 'Bars that reach into the period are shown whole.',
  },
  tr: {
    by: 'Çubuklar',
    day: 'Gün',
    week: 'Hafta',
    month: 'Ay',
    year: 'Yıl',
    profit: 'Gerçekleşen K/Z',
    return: 'Getiri',
    up: (n: string, of: string) => `${of} çubuktan ${n} tanesi kazanç.`,
    sum: 'Çubukların toplamı',
    running: 'Süren gün kendi ayına ve yılına dâhildir.',
    whole: 'Döneme uzanan çubuklar bütün olarak gösterilir.',
  },
})

const nameOf = (bars: readonly Bar[], iso: string): string => {
  const name = bars.find(({ time }) => time === iso)?.name ?? iso.slice(0, 10)
  return name.length === 10 ? day(name) : name.length === 7 ? month(name) : name
}

type BarsProps<Data> = {
  read: ReadonlySignal<Read<Data>>
  options: readonly (readonly [value: string, label: string])[]
  barsOf: (data: Data) => readonly Bar[]
  info: readonly string[]
}

const BarsPanel = <Data,>({ read, options, barsOf, info }: BarsProps<Data>): JSX.Element => {
  const t = say(texts)
  const inMoney = unit.value === 'money'
  const label = inMoney ? t.profit : t.return
  return (
    <Panel
      id="profit"
      title={say(performanceTexts).profit}
      read={read}
      info={info}
      height="268px"
      empty={(data) => (barsOf(data).length === 0 ? say(performanceTexts).nothing : null)}
      actions={<Choice name="bars" label={t.by} options={options} />}
      table={(data) => ({
        caption: say(performanceTexts).profit,
        columns: [t.by, label],
        rows: barsOf(data).map(({ name, value, exact }) => [name, exact ?? value]),
      })}
    >
      {(data) => {
        const bars = barsOf(data)
        const up = bars.filter(({ value }) => (value ?? 0) > 0).length
        return (
          <>
            <TimeChart
              times={bars.map(({ time }) => time)}
              summary={t.up(String(up), String(bars.length))}
              utc
              timeFormat={(iso) => nameOf(bars, iso)}
              series={[
                {
                  label,
                  values: bars.map(({ value }) => value),
                  kind: 'bars',
                  color: 'gain',
                  format: inMoney ? gain : gainPct,
                  axisFormat: inMoney ? moneyAxis : pctAxis,
                },
              ]}
            />
            <p class="note">
              {t.up(String(up), String(bars.length))}{' '}
              {inMoney ? (
                <>
                  {t.sum}: <Gain value={exactSum(bars.flatMap(({ exact }) => exact ?? []))} />.{' '}
                  {Object.keys(period.value).length === 0 ? null : t.whole}
                </>
              ) : (
                t.running
              )}
            </p>
            <NotNarrowed />
          </>
        )
      }}
    </Panel>
  )
}

type ProfitProps = { performance: ReadonlySignal<Read<Performance>>; returns: ReadonlySignal<Read<Returns>> }

/** Profit by day, week or month in money; returns by day, month or year in per cent. */
export const ProfitPanel = ({ performance, returns }: ProfitProps): JSX.Element => {
  const t = say(texts)
  if (unit.value === 'pct') {
    const by = chosen('bars', ['day', 'month', 'year'])
    return (
      <BarsPanel
        key="pct"
        read={returns}
        info={['return_pct']}
        options={[
          ['day', t.day],
          ['month', t.month],
          ['year', t.year],
        ]}
        barsOf={(data) => returnBars(data, by)}
      />
    )
  }
  const by = chosen('bars', ['day', 'week', 'month'])
  return (
    <BarsPanel
      key="money"
      read={performance}
      info={['realized_pnl']}
      options={[
        ['day', t.day],
        ['week', t.week],
        ['month', t.month],
      ]}
      barsOf={(data) => profitBars(data, by, period.value)}
    />
  )
}
