import type { KpiSnapshot } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { TimeChart } from '../../charts/time-chart.tsx'
import type { Read } from '../../data/use-read.ts'
import { pct, pctAxis } from '../../format/number.ts'
import { period } from '../../route/scope.ts'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { within } from './aligned.ts'
import { performanceTexts } from './texts.ts'

const texts = words({
  en: {
    below: 'Below the peak',
    deepest: (depth: string, now: string) => `At its deepest ${depth} below the peak; now ${now}.`,
    time: 'Time',
  },
  tr: {
    below: 'Tepenin altında',
    deepest: (depth: string, now: string) => `En derinde tepenin ${depth} altında; şimdi ${now}.`,
    time: 'Zaman',
  },
})

const fallsOf = (history: readonly KpiSnapshot[]) =>
  within(
    history.flatMap(({ timestamp, current_drawdown_pct: depth }) =>
      // A fall is drawn downwards; at a peak there is none, and no minus zero either.
      timestamp === null ? [] : [{ time: timestamp, value: depth === null ? null : 0 - depth }],
    ),
    period.value,
  )

/** How far the account lay below its highest value so far. Shares its cursor with the equity above. */
export const UnderwaterPanel = ({ read }: { read: ReadonlySignal<Read<readonly KpiSnapshot[]>> }): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id="underwater"
      title={say(performanceTexts).drawdown}
      read={read}
      info={['drawdown_pct', 'max_drawdown_pct', 'current_drawdown_pct']}
      height="180px"
      empty={(history) => (fallsOf(history).length === 0 ? say(performanceTexts).nothing : null)}
      table={(history) => ({
        caption: say(performanceTexts).drawdown,
        columns: [t.time, `${t.below} %`],
        rows: fallsOf(history).map(({ time, value }) => [time, value]),
      })}
    >
      {(history) => {
        const falls = fallsOf(history)
        const deepest = Math.min(...falls.map(({ value }) => value ?? 0))
        return (
          <>
            <TimeChart
              times={falls.map(({ time }) => time)}
              summary={t.deepest(pct(-deepest), pct(-(falls.at(-1)?.value ?? 0)))}
              height={180}
              sync="performance"
              series={[
                {
                  label: t.below,
                  values: falls.map(({ value }) => value),
                  kind: 'area',
                  color: 'loss',
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
