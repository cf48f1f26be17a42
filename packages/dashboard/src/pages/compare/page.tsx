import type { Leaderboard, LeaderboardRow } from '@papertape/client'
import type { JSX } from 'preact'
import { type Series, TimeChart } from '../../charts/time-chart.tsx'
import { useRead } from '../../data/use-read.ts'
import { ratio } from '../../format/number.ts'
import { scope } from '../../route/scope.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { LiveOnly } from '../../ui/live-only.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { idsOf, MOST, toggled } from './chosen-bots.ts'
import { FiguresTable } from './figures-table.tsx'
import { rebased } from './rebased.ts'

const texts = words({
  en: {
    pick: 'Bots to compare',
    most: `Up to ${MOST}. All are of one kind: live, demo and replay are never set beside each other.`,
    equity: 'Equity, starting capital = 100',
    summary: (names: string) => `Equity of ${names} over time, each beginning at 100.`,
    figures: 'Figures side by side',
    none: 'There is no bot of this kind yet. Choose another kind in the filters.',
    choose: 'Choose two or more bots above.',
    unknown: (ids: string) => `Not among the bots of this kind: ${ids}.`,
  },
  tr: {
    pick: 'Karşılaştırılacak botlar',
    most: `En çok ${MOST}. Hepsi aynı türdendir: canlı, demo ve tekrar asla yan yana konmaz.`,
    equity: 'Öz varlık, başlangıç sermayesi = 100',
    summary: (names: string) => `${names} öz varlığının zaman içindeki seyri; her biri 100’den başlar.`,
    figures: 'Değerler yan yana',
    none: 'Bu türde henüz bot yok. Filtrelerden başka bir tür seçin.',
    choose: 'Yukarıdan iki veya daha çok bot seçin.',
    unknown: (ids: string) => `Bu türdeki botlar arasında yok: ${ids}.`,
  },
})

const COLORS = ['accent', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const

const pickedOf = ({ rows }: Leaderboard, ids: readonly string[]): readonly LeaderboardRow[] =>
  ids.flatMap((id) => rows.find(({ bot_id }) => bot_id === id) ?? [])

const EquityChart = ({ rows }: { rows: readonly LeaderboardRow[] }): JSX.Element => {
  const { times, values } = rebased(rows)
  const series: readonly Series[] = rows.map(({ name }, at) => ({
    label: name,
    values: values[at] ?? [],
    kind: 'line',
    color: COLORS[at] ?? 'quiet',
    dashed: at % 2 === 1,
    format: (value) => ratio(value),
    axisFormat: (value) => ratio(value, 0),
  }))
  return (
    <TimeChart
      times={times}
      series={series}
      height={320}
      summary={say(texts).summary(rows.map(({ name }) => name).join(', '))}
    />
  )
}

/** Up to six bots beside each other. */
export default function ComparePage(): JSX.Element {
  return (
    <div class="page">
      <LiveOnly id="compare" title={say(texts).pick}>
        <Comparison />
      </LiveOnly>
    </div>
  )
}

const Comparison = (): JSX.Element => {
  const { mode } = scope.value
  const query = { ...(mode === undefined ? {} : { mode }), min_trades: 0 }
  const board = useRead(['compare', query], (client, signal) => client.getLeaderboard(query, { signal }))
  const t = say(texts)
  const given = idsOf(parameter('ids'))
  // Without a choice the first two, so that the page says what it is for.
  const idsIn = ({ rows }: Leaderboard) => (given.length === 0 ? rows.slice(0, 2).map(({ bot_id }) => bot_id) : given)
  const too = (data: Leaderboard) =>
    data.rows.length === 0 ? t.none : pickedOf(data, idsIn(data)).length < 2 ? t.choose : null
  return (
    <>
      <Panel
        id="pick"
        title={t.pick}
        read={board}
        height="3rem"
        empty={({ rows }) => (rows.length === 0 ? t.none : null)}
      >
        {(data) => {
          const ids = idsIn(data)
          const unknown = ids.filter((id) => !data.rows.some(({ bot_id }) => bot_id === id))
          return (
            <>
              <p class="counts">
                {data.rows.map(({ bot_id, name }) => (
                  <label key={bot_id}>
                    <input
                      type="checkbox"
                      checked={ids.includes(bot_id)}
                      disabled={!ids.includes(bot_id) && ids.length >= MOST}
                      onChange={() => setParameters({ ids: toggled(ids, bot_id).join(',') })}
                    />{' '}
                    {name}
                  </label>
                ))}
              </p>
              <p class="note">{t.most}</p>
              {unknown.length === 0 ? null : <p class="banner">{t.unknown(unknown.join(', '))}</p>}
              <NotNarrowed period />
            </>
          )
        }}
      </Panel>
      <Panel
        id="equity"
        title={t.equity}
        read={board}
        height="360px"
        empty={too}
        table={(data) => {
          const rows = pickedOf(data, idsIn(data))
          const { times, values } = rebased(rows)
          return {
            caption: t.equity,
            columns: ['date', ...rows.map(({ bot_id }) => bot_id)],
            rows: times.map((time, at) => [time, ...values.map((of) => of[at] ?? null)]),
          }
        }}
      >
        {(data) => <EquityChart rows={pickedOf(data, idsIn(data))} />}
      </Panel>
      <Panel id="figures" title={t.figures} read={board} height="30rem" empty={too}>
        {(data) => <FiguresTable rows={pickedOf(data, idsIn(data))} />}
      </Panel>
    </>
  )
}
