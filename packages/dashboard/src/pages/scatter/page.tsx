import './scatter.css'
import type { LeaderboardRow } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { figureName } from '../../figures/formulas.ts'
import { scope } from '../../route/scope.ts'
import { Choice, chosen } from '../../ui/choice.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { ScatterPlot } from './plot.tsx'
import { type Axes, pointsOf, RETURNS, RISKS } from './points.ts'

const texts = words({
  en: {
    title: 'Risk and return',
    risk: 'Risk',
    ret: 'Return',
    none: 'No bot has both figures yet. They need closed trades and some days of record.',
    left: (names: string) => `Without both figures, and so not in the picture: ${names}.`,
    cut: 'There are more bots than can be shown here.',
  },
  tr: {
    title: 'Risk ve getiri',
    risk: 'Risk',
    ret: 'Getiri',
    none: 'Henüz hiçbir botun iki değeri de yok. Kapanan işlemler ve birkaç günlük kayıt gerekir.',
    left: (names: string) => `İki değeri olmadığı için resimde yer almayanlar: ${names}.`,
    cut: 'Burada gösterilebilecekten daha çok bot var.',
  },
})

const namesOf = (rows: readonly LeaderboardRow[]): string => rows.map(({ name }) => name).join(', ')

/** What each bot earned, against what it risked. */
export default function ScatterPage(): JSX.Element {
  return (
    <div class="page">
      <LiveOnly id="scatter" title={say(texts).title}>
        <Picture />
      </LiveOnly>
    </div>
  )
}

const Picture = (): JSX.Element => {
  const { mode } = scope.value
  const axes: Axes = { risk: chosen('risk', RISKS), ret: chosen('return', RETURNS) }
  const query = { ...(mode === undefined ? {} : { mode }), metric: axes.ret, min_trades: 0 }
  const board = useRead(['scatter', query], (client, signal) => client.getLeaderboard(query, { signal }), {
    refreshMs: 15_000,
  })
  const t = say(texts)
  const named = <Name extends (typeof RISKS)[number] | (typeof RETURNS)[number]>(names: readonly Name[]) =>
    names.map((name) => [name, figureName(name)] as const)
  return (
    <>
      <Panel
        id="scatter"
        title={t.title}
        read={board}
        info={[axes.risk, axes.ret, ...(axes.ret === 'cagr_pct' ? ['iso_sharpe'] : [])]}
        height="30rem"
        empty={({ rows }) => (pointsOf(rows, axes).length === 0 ? t.none : null)}
        table={({ rows }) => ({
          caption: t.title,
          columns: ['bot_id', axes.risk, axes.ret, 'total_trades'],
          rows: rows.map(({ bot_id, kpi, trades }) => [bot_id, kpi[axes.risk], kpi[axes.ret], trades]),
        })}
        actions={
          <>
            <Choice name="risk" label={t.risk} options={named(RISKS)} />
            <Choice name="return" label={t.ret} options={named(RETURNS)} />
          </>
        }
      >
        {({ rows, truncated }) => {
          const points = pointsOf(rows, axes)
          const left = rows.filter((row) => !points.some(({ id }) => id === row.bot_id))
          return (
            <>
              <ScatterPlot points={points} axes={axes} />
              {left.length === 0 ? null : <p class="note">{t.left(namesOf(left))}</p>}
              {truncated ? <p class="note">{t.cut}</p> : null}
              <NotNarrowed period />
            </>
          )
        }}
      </Panel>
    </>
  )
}
