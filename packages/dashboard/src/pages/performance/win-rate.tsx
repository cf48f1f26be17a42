import type { KpiSnapshot } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { TimeChart } from '../../charts/time-chart.tsx'
import type { Read } from '../../data/use-read.ts'
import { figureName } from '../../figures/formulas.ts'
import { pct, pctAxis } from '../../format/number.ts'
import { period } from '../../route/scope.ts'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { within } from './aligned.ts'
import { performanceTexts } from './texts.ts'

const texts = words({
  en: { last: (rate: string) => `${rate} of all trades closed so far have won.`, time: 'Time' },
  tr: { last: (rate: string) => `Şimdiye dek kapanan işlemlerin ${rate} kadarı kazandı.`, time: 'Zaman' },
})

const ratesOf = (history: readonly KpiSnapshot[]) =>
  within(
    history.flatMap(({ timestamp, win_rate_pct: value }) => (timestamp === null ? [] : [{ time: timestamp, value }])),
    period.value,
  )

/** Which share of the trades closed up to each moment had won. */
export const WinRatePanel = ({ read }: { read: ReadonlySignal<Read<readonly KpiSnapshot[]>> }): JSX.Element => {
  const t = say(texts)
  const name = figureName('win_rate_pct')
  return (
    <Panel
      id="win-rate"
      class="third"
      title={say(performanceTexts).winRate}
      read={read}
      info={['win_rate_pct']}
      height="210px"
      empty={(history) =>
        ratesOf(history).every(({ value }) => value === null) ? say(performanceTexts).noTrades : null
      }
      table={(history) => ({
        caption: say(performanceTexts).winRate,
        columns: [t.time, `${name} %`],
        rows: ratesOf(history).map(({ time, value }) => [time, value]),
      })}
    >
      {(history) => {
        const rates = ratesOf(history)
        return (
          <>
            <TimeChart
              times={rates.map(({ time }) => time)}
              summary={t.last(pct(rates.findLast(({ value }) => value !== null)?.value ?? 0))}
              height={210}
              sync="performance"
              series={[
                {
                  label: name,
                  values: rates.map(({ value }) => value),
                  kind: 'line',
                  color: 'fifth',
                  format: pct,
                  axisFormat: pctAxis,
                },
              ]}
            />
            <NotNarrowed />
          </>
        )
      }}
    </Panel>
  )
}
