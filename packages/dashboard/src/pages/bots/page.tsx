import type { Bot } from '@papertape/client'
import type { JSX } from 'preact'
import { problemWords } from '../../data/problem-words.ts'
import { useRead } from '../../data/use-read.ts'
import { scope } from '../../route/scope.ts'
import { linkTo, open } from '../../route/url.ts'
import { Mode, StatusBadge } from '../../ui/badge.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { botColumns } from './columns.tsx'
import { botRows } from './rows.ts'

const STATUSES = ['running', 'waiting', 'pending', 'stopped', 'error'] as const

const texts = words({
  en: {
    title: 'Bots',
    caption: 'Bots with their status and key figures; the last row sums the rows that are shown',
    none: 'There is no bot of this kind yet. The operator registers bots; choose another kind in the filters.',
    kinds: 'Kinds are never mixed: this list holds bots of one kind.',
    wide: 'Figures are those of each whole record: neither the period nor filters of trades narrow them.',
    figures: (why: string) => `Key figures are missing: ${why}`,
    more: 'Only the first 500 bots are shown.',
    compare: 'Compare up to six bots',
    leaderboard: 'Leaderboard',
  },
  tr: {
    title: 'Botlar',
    caption: 'Durumları ve temel değerleriyle botlar; son satır gösterilen satırların toplamıdır',
    none: 'Bu türde henüz bot yok. Botları işletmen kaydeder; filtrelerden başka bir tür seçin.',
    kinds: 'Türler asla karıştırılmaz: bu liste tek türden botları gösterir.',
    wide: 'Değerler her botun tüm kaydınındır: ne dönem ne de işlem filtreleri onları daraltır.',
    figures: (why: string) => `Temel değerler eksik: ${why}`,
    more: 'Yalnızca ilk 500 bot gösteriliyor.',
    compare: 'En çok altı botu karşılaştır',
    leaderboard: 'Sıralama',
  },
})

const FORMULAS = [
  'account_value',
  'realized_pnl',
  'unrealized_pnl',
  'total_return_pct',
  'max_drawdown_pct',
  'win_rate_pct',
]

/** All bots of a kind beside each other. */
export default function BotsPage(): JSX.Element {
  return (
    <div class="page">
      <LiveOnly id="bots" title={say(texts).title}>
        <Comparison />
      </LiveOnly>
    </div>
  )
}

const Comparison = (): JSX.Element => {
  const { bot_id, mode } = scope.value
  const kind = mode === undefined ? {} : { mode }
  const bots = useRead(['bots', bot_id, mode], (client, signal) =>
    client.listBots({ limit: 500, ...kind, ...(bot_id === undefined ? {} : { bot_id }) }, { signal }),
  )
  const t = say(texts)
  return (
    <Panel
      id="bots"
      title={t.title}
      read={bots}
      info={FORMULAS}
      height="16rem"
      empty={(rows) => (rows.length === 0 ? t.none : null)}
    >
      {(list) => <List bots={list} />}
    </Panel>
  )
}

/** The bots with their figures, which are read once it is known which kind of bots these are. */
const List = ({ bots }: { bots: readonly Bot[] }): JSX.Element => {
  const mode = bots[0]?.mode
  const query = { ...(mode === undefined ? {} : { mode }), min_trades: 0 }
  const board = useRead(['bots-board', query], (client, signal) => client.getLeaderboard(query, { signal }))
  const t = say(texts)
  return (
    <>
      <p class="counts">
        {mode === undefined ? null : <Mode mode={mode} />}
        {STATUSES.map((status) => {
          const n = bots.filter(({ state }) => state.status === status).length
          return n === 0 ? null : (
            <span key={status}>
              <StatusBadge status={status} /> {n}
            </span>
          )
        })}
        <span class="spacer" />
        <a href={linkTo('/compare')}>{t.compare}</a> <a href={linkTo('/leaderboard')}>{t.leaderboard}</a>
      </p>
      {board.value.state === 'error' ? <p class="banner">{t.figures(problemWords(board.value.error))}</p> : null}
      <DataTable
        id="bots"
        caption={t.caption}
        columns={botColumns()}
        rows={botRows(bots, board.value.data?.rows ?? [])}
        rowKey={({ bot }) => bot.bot_id}
        onOpen={({ bot }) => open(`/bots/${encodeURIComponent(bot.bot_id)}`)}
      />
      <p class="quiet">
        {t.kinds} {t.wide} {bots.length === 500 ? t.more : ''}
      </p>
    </>
  )
}
