import type { RecordFall, Returns } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import { pct, ratio } from '../../format/number.ts'
import { None, Signed } from '../../ui/figure.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { performanceTexts } from './texts.ts'

const texts = words({
  en: {
    started: 'Peak',
    trough: 'Trough',
    recovered: 'Recovered',
    notYet: 'not yet',
    depth: 'Depth',
    days: 'Days',
    recovery: 'Days to recover',
    none: 'No fall below a peak had its lowest point in this period.',
    basis: 'The deepest one is exact; of the others, peak and trough are as the ends of days saw them.',
  },
  tr: {
    started: 'Tepe',
    trough: 'Dip',
    recovered: 'Toparlanma',
    notYet: 'henüz değil',
    depth: 'Derinlik',
    days: 'Gün',
    recovery: 'Toparlanma günü',
    none: 'Bu dönemde dibini gören bir düşüş yok.',
    basis: 'En derini tamdır; diğerlerinin tepesi ve dibi gün sonlarına göredir.',
  },
})

const days = (value: number | null): JSX.Element => (value === null ? <None /> : <>{ratio(value, 1)}</>)

/** The five deepest falls of the period, deepest first. */
export const DrawdownsPanel = ({ read }: { read: ReadonlySignal<Read<Returns>> }): JSX.Element => {
  const t = say(texts)
  const columns = [t.started, t.trough, t.recovered, t.depth, t.days, t.recovery]
  return (
    <Panel
      id="drawdowns"
      title={say(performanceTexts).worst}
      read={read}
      info={['drawdowns', 'drawdown_pct']}
      empty={({ drawdowns }) => (drawdowns.length === 0 ? t.none : null)}
      table={({ drawdowns }) => ({
        caption: say(performanceTexts).worst,
        columns,
        rows: drawdowns.map((fall) => [
          fall.started_at,
          fall.trough_at,
          fall.recovered_at,
          fall.depth_pct,
          fall.days,
          fall.recovery_days,
        ]),
      })}
    >
      {({ drawdowns }) => (
        <>
          <div class="scroll" tabIndex={0} role="group" aria-label={say(performanceTexts).worst}>
            <table class="data rows">
              <caption class="visually-hidden">{say(performanceTexts).worst}</caption>
              <thead>
                <tr>
                  {columns.map((column, at) => (
                    <th key={column} scope="col" class={at > 2 ? 'number' : ''}>
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {drawdowns.map((fall) => (
                  <Fall
                    key={`${fall.started_at}${fall.trough_at}`}
                    fall={fall}
                    deepest={drawdowns[0]?.depth_pct ?? 0}
                  />
                ))}
              </tbody>
            </table>
          </div>
          <p class="note">{t.basis}</p>
          <NotNarrowed />
        </>
      )}
    </Panel>
  )
}

const Fall = ({ fall, deepest }: { fall: RecordFall; deepest: number }): JSX.Element => {
  const t = say(texts)
  const share = deepest === 0 ? 0 : (fall.depth_pct / deepest) * 100
  return (
    <tr>
      <td class="key" data-label={t.started}>
        <Time iso={fall.started_at} />
      </td>
      <td class="key" data-label={t.trough}>
        <Time iso={fall.trough_at} />
      </td>
      <td class="key" data-label={t.recovered}>
        {fall.recovered_at === null ? t.notYet : <Time iso={fall.recovered_at} />}
      </td>
      <td class="key number depth" data-label={t.depth}>
        <span class="depth-bar" aria-hidden="true" style={{ width: `${share}%` }} />
        <Signed sign={-1}>{pct(-fall.depth_pct)}</Signed>
      </td>
      <td class="key number" data-label={t.days}>
        {days(fall.days)}
      </td>
      <td class="key number" data-label={t.recovery}>
        {fall.recovery_days === null ? t.notYet : days(fall.recovery_days)}
      </td>
    </tr>
  )
}
