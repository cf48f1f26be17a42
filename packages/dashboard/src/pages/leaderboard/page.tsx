import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { figureName } from '../../figures/formulas.ts'
import { count } from '../../format/number.ts'
import { scope } from '../../route/scope.ts'
import { linkTo, open, parameter, setParameters } from '../../route/url.ts'
import { chosen } from '../../ui/choice.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { leaderboardColumns } from './columns.tsx'
import { METRICS, MIN_TRADES, minTradesOf } from './metrics.ts'

const texts = words({
  en: {
    title: 'Leaderboard',
    caption: 'Bots by rank; those without one stand below, with the reason',
    by: 'Ranked by',
    gate: 'At least so many closed trades',
    none: 'There is no bot of this kind yet. The operator registers bots; choose another kind in the filters.',
    kinds: 'Live, demo and replay bots are never ranked against each other.',
    open: (ranked: string, bots: string) =>
      `${ranked} of ${bots} bots are ranked. Nobody is hidden: losers, stopped bots and those with too few trades are here too.`,
    higher: 'Higher is better.',
    lower: 'Lower is better.',
    cut: 'There are more bots than can be shown here.',
    compare: 'Compare the first six',
  },
  tr: {
    title: 'Sıralama',
    caption: 'Sıraya göre botlar; sırası olmayanlar nedeniyle birlikte altta durur',
    by: 'Sıralama ölçütü',
    gate: 'En az bu kadar kapanan işlem',
    none: 'Bu türde henüz bot yok. Botları işletmen kaydeder; filtrelerden başka bir tür seçin.',
    kinds: 'Canlı, demo ve tekrar botları asla birbirine karşı sıralanmaz.',
    open: (ranked: string, bots: string) =>
      `${bots} bottan ${ranked} tanesi sıralandı. Kimse gizlenmez: kaybedenler, durdurulanlar ve az işlemi olanlar da burada.`,
    higher: 'Yüksek olan daha iyidir.',
    lower: 'Düşük olan daha iyidir.',
    cut: 'Burada gösterilebilecekten daha çok bot var.',
    compare: 'İlk altısını karşılaştır',
  },
})

/** Every bot of a kind, best first by one figure. */
export default function LeaderboardPage(): JSX.Element {
  return (
    <div class="page">
      <LiveOnly id="leaderboard" title={say(texts).title}>
        <Ranks />
      </LiveOnly>
    </div>
  )
}

const Ranks = (): JSX.Element => {
  const { mode } = scope.value
  const metric = chosen('metric', METRICS)
  const min_trades = minTradesOf(parameter('min_trades'))
  const query = { ...(mode === undefined ? {} : { mode }), metric, min_trades }
  const board = useRead(['leaderboard', query], (client, signal) => client.getLeaderboard(query, { signal }))
  const t = say(texts)
  return (
    <>
      <Panel
        id="leaderboard"
        title={t.title}
        read={board}
        info={[metric]}
        height="20rem"
        empty={({ rows }) => (rows.length === 0 ? t.none : null)}
        table={({ rows }) => ({
          caption: t.title,
          columns: ['rank', 'bot_id', 'name', 'trades', 'age_days', ...METRICS],
          rows: rows.map((row) => [
            row.rank,
            row.bot_id,
            row.name,
            row.trades,
            row.age_days,
            ...METRICS.map((name) => row.kpi[name]),
          ]),
        })}
      >
        {({ rows, ranked, bots, better, truncated }) => (
          <>
            <p class="counts">
              <label>
                {t.by}{' '}
                <select
                  data-filter
                  value={metric}
                  onChange={({ currentTarget: { value } }) =>
                    setParameters({ metric: value === METRICS[0] ? null : value, ranks_sort: null })
                  }
                >
                  {METRICS.map((name) => (
                    <option key={name} value={name}>
                      {figureName(name)}
                    </option>
                  ))}
                </select>
              </label>{' '}
              <label>
                {t.gate}{' '}
                <input
                  type="number"
                  min="0"
                  max="999999"
                  value={min_trades}
                  onChange={({ currentTarget: { value, validity } }) =>
                    validity.valid && setParameters({ min_trades: value === String(MIN_TRADES) ? null : value })
                  }
                />
              </label>
              <span class="spacer" />
              <a
                href={linkTo('/compare', {
                  ids: rows
                    .slice(0, 6)
                    .map(({ bot_id }) => bot_id)
                    .join(','),
                })}
              >
                {t.compare}
              </a>
            </p>
            <DataTable
              id="ranks"
              caption={t.caption}
              columns={leaderboardColumns(metric)}
              rows={rows}
              rowKey={({ bot_id }) => bot_id}
              onOpen={({ bot_id }) => open(`/bots/${encodeURIComponent(bot_id)}`)}
            />
            <p class="note">
              {better === 'higher' ? t.higher : t.lower} {t.open(count(ranked), count(bots))} {t.kinds}{' '}
              {truncated ? t.cut : null}
            </p>
            <NotNarrowed period />
          </>
        )}
      </Panel>
    </>
  )
}
