import type { Position } from '@papertape/client'
import type { JSX } from 'preact'
import { useOpenPositions } from '../../data/open-positions.ts'
import { count } from '../../format/number.ts'
import { parameter, setParameters } from '../../route/url.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { LiveOnly } from '../../ui/live-only.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { positionColumns } from './columns.tsx'
import { found } from './levels.ts'
import { PositionDrawer } from './position-drawer.tsx'
import './open.css'

const texts = words({
  en: {
    title: 'Open positions',
    find: 'Find',
    findWhat: 'Symbol, bot, strategy or signal',
    none: 'No position is open in this scope. The next signal that is accepted opens one; Signals shows what has come and what became of it.',
    noMatch: (text: string) => `No open position has “${text}” in its symbol, bot, strategy or signal.`,
    shown: (n: string, of: string) => `${n} of ${of}`,
  },
  tr: {
    title: 'Açık pozisyonlar',
    find: 'Bul',
    findWhat: 'Sembol, bot, strateji veya sinyal',
    none: 'Bu kapsamda açık pozisyon yok. Kabul edilen ilk sinyal bir pozisyon açar; Sinyaller sayfası gelenleri ve sonuçlarını gösterir.',
    noMatch: (text: string) => `Sembolünde, botunda, stratejisinde veya sinyalinde “${text}” geçen açık pozisyon yok.`,
    shown: (n: string, of: string) => `${n} / ${of}`,
  },
})

const Find = ({ text, shown, of }: { text: string; shown: number; of: number }): JSX.Element => {
  const t = say(texts)
  return (
    <label class="find">
      <span class="visually-hidden">{t.find}</span>
      <input
        type="search"
        data-filter
        placeholder={t.findWhat}
        value={text}
        onInput={({ currentTarget }) => setParameters({ find: currentTarget.value }, 'replace')}
      />
      <small class="quiet">{t.shown(count(shown), count(of))}</small>
    </label>
  )
}

/** Every open position at the prices of now. */
export default function OpenPage(): JSX.Element {
  const read = useOpenPositions()
  const text = parameter('find') ?? ''
  const opened = parameter('position')
  const t = say(texts)
  const rows = read.value.data ?? []
  const row = rows.find(({ trade_id }) => trade_id === opened) ?? null
  return (
    <div class="page">
      <LiveOnly id="open" title={t.title}>
        <Panel
          id="open"
          title={t.title}
          read={read}
          height="300px"
          info={['unrealized_pnl', 'level_distance', 'r_now']}
          empty={(all) => (all.length === 0 ? t.none : null)}
          actions={<Find text={text} shown={found(rows, text).length} of={rows.length} />}
        >
          {(all) => <Rows rows={found(all, text)} text={text} />}
        </Panel>
        {opened === null ? null : (
          <PositionDrawer tradeId={opened} row={row} close={() => setParameters({ position: null })} />
        )}
      </LiveOnly>
    </div>
  )
}

const Rows = ({ rows, text }: { rows: readonly Position[]; text: string }): JSX.Element => {
  const t = say(texts)
  if (rows.length === 0) return <p class="empty">{t.noMatch(text)}</p>
  return (
    <DataTable
      id="open"
      caption={t.title}
      columns={positionColumns()}
      rows={rows}
      rowKey={({ trade_id }) => trade_id}
      onOpen={({ trade_id }) => setParameters({ position: trade_id })}
    />
  )
}
