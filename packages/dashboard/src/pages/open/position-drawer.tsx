import type { Position } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { money, pct, price, quantity } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import { Drawer } from '../../ui/drawer.tsx'
import { Gain, GainPct, Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { Prices } from '../trade/prices.tsx'
import { Timeline } from '../trade/timeline.tsx'
import { Last, RMultiple } from './columns.tsx'
import { WayBar } from './way-bar.tsx'

const texts = words({
  en: {
    position: 'Position',
    closed: 'This trade is not open any more, or not in this scope.',
    whole: 'The trade’s own page',
    side: 'Side',
    entry: 'Entry',
    last: 'Last price',
    pnl: 'Unrealised P/L',
    way: 'To stop and target',
    r: 'R multiple',
    size: 'Notional and quantity',
    levels: 'Stop loss and take profit',
    opened: 'Opened',
    expires: 'Expires',
    fee: 'Entry fee',
    bot: 'Bot',
    signal: 'Signal',
    confidence: 'Confidence',
    strategy: 'Strategy',
    events: 'Facts in the ledger',
  },
  tr: {
    position: 'Pozisyon',
    closed: 'Bu işlem artık açık değil veya bu kapsamda değil.',
    whole: 'İşlemin kendi sayfası',
    side: 'Yön',
    entry: 'Giriş',
    last: 'Son fiyat',
    pnl: 'Gerçekleşmemiş K/Z',
    way: 'Zarar durdura ve hedefe',
    r: 'R katı',
    size: 'Tutar ve miktar',
    levels: 'Zarar durdur ve kâr al',
    opened: 'Açılış',
    expires: 'Bitiş',
    fee: 'Giriş ücreti',
    bot: 'Bot',
    signal: 'Sinyal',
    confidence: 'Güven',
    strategy: 'Strateji',
    events: 'Defterdeki kayıtlar',
  },
})

const factsOf = (row: Position): readonly (readonly [label: string, value: JSX.Element | string])[] => {
  const t = say(texts)
  return [
    [t.side, <Side direction={row.direction} />],
    [
      t.pnl,
      <>
        <Gain value={row.unrealized_pnl} /> <GainPct value={row.unrealized_pnl_pct} />
      </>,
    ],
    [t.last, <Last position={row} />],
    [t.entry, <Maybe value={row.entry_price} as={price} />],
    [t.way, <WayBar position={row} />],
    [
      t.levels,
      <>
        <Maybe value={row.stop_loss} as={price} /> · <Maybe value={row.take_profit} as={price} />
      </>,
    ],
    [t.r, <RMultiple position={row} />],
    [
      t.size,
      <>
        {money(row.position_size)} · <Maybe value={row.quantity} as={quantity} />
      </>,
    ],
    [t.fee, <Maybe value={row.entry_fee} as={money} />],
    [t.opened, <Time iso={row.entry_time} age />],
    [t.expires, <Time iso={row.expires_at} age />],
    [t.bot, <a href={linkTo(`/bots/${encodeURIComponent(row.bot_id)}`)}>{row.bot_id}</a>],
    [t.strategy, row.strategy ?? '—'],
    [t.signal, row.signal_id],
    [t.confidence, <Maybe value={row.confidence} as={(value) => pct(value * 100, 0)} />],
  ]
}

const Facts = ({ row }: { row: Position }): JSX.Element => (
  <dl class="facts">
    {factsOf(row).map(([label, value]) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

type PositionDrawerProps = { tradeId: string; row: Position | null; close: () => void }

/** One open position beside the list: what it is worth now, its price so far, and the facts behind it. */
export const PositionDrawer = ({ tradeId, row, close }: PositionDrawerProps): JSX.Element => {
  const t = say(texts)
  const input = { trade_id: tradeId }
  const read = useRead(['position', input], (client, signal) => client.getTrade(input, { signal }))
  const trade = read.value.data
  return (
    <Drawer title={row === null ? t.position : `${t.position}: ${row.symbol}`} close={close}>
      <p>
        <a href={linkTo(`/trades/${encodeURIComponent(tradeId)}`)}>{t.whole}</a>
      </p>
      {row === null ? <p class="empty">{t.closed}</p> : <Facts row={row} />}
      <div class="page">
        {trade === null ? null : <Prices trade={trade} />}
        <Panel id="events" title={t.events} read={read} height="120px">
          {(data) => <Timeline trade={data} />}
        </Panel>
      </div>
    </Drawer>
  )
}
