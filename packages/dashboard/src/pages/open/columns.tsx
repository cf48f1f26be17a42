import type { Position } from '@papertape/client'
import type { JSX } from 'preact'
import { exactSum } from '../../format/decimal.ts'
import { money, pct, price, quantity, ratio } from '../../format/number.ts'
import { ago } from '../../format/time.ts'
import { linkTo } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import { type Column, sortable } from '../../ui/column.ts'
import { Gain, GainPct, Maybe, None } from '../../ui/figure.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { rMultipleOf, wayOf } from './levels.ts'
import { WayBar } from './way-bar.tsx'

const texts = words({
  en: {
    symbol: 'Symbol',
    venue: 'Venue',
    side: 'Side',
    size: 'Notional',
    quantity: 'Quantity',
    entry: 'Entry',
    last: 'Last',
    stale: 'stale',
    noPrice: 'no price of this symbol has come yet',
    pnl: 'Unrealised P/L',
    pnlPct: 'P/L %',
    way: 'Stop – target',
    r: 'R',
    noStop: 'without a stop loss nothing says what was at risk',
    opened: 'Opened',
    bot: 'Bot',
    strategy: 'Strategy',
    confidence: 'Confidence',
    target: 'Take profit',
    stop: 'Stop loss',
    expires: 'Expires',
    fee: 'Entry fee',
    signal: 'Signal',
  },
  tr: {
    symbol: 'Sembol',
    venue: 'Borsa',
    side: 'Yön',
    size: 'Tutar',
    quantity: 'Miktar',
    entry: 'Giriş',
    last: 'Son',
    stale: 'eski',
    noPrice: 'bu sembolün henüz fiyatı gelmedi',
    pnl: 'Gerçekleşmemiş K/Z',
    pnlPct: 'K/Z %',
    way: 'Durdur – hedef',
    r: 'R',
    noStop: 'zarar durdur olmadan riskin ne olduğu bilinmez',
    opened: 'Açılış',
    bot: 'Bot',
    strategy: 'Strateji',
    confidence: 'Güven',
    target: 'Kâr al',
    stop: 'Zarar durdur',
    expires: 'Bitiş',
    fee: 'Giriş ücreti',
    signal: 'Sinyal',
  },
})

const sumOf =
  (field: 'position_size' | 'unrealized_pnl' | 'entry_fee') =>
  (rows: readonly Position[]): string =>
    exactSum(rows.flatMap((row) => row[field] ?? []))

/** The newest price and how old it is; an old one is marked. */
export const Last = ({ position }: { position: Position }): JSX.Element => {
  const { current_price, current_price_time, price_state } = position
  if (current_price === null) return <None reason={say(texts).noPrice} />
  return (
    <span class="leg">
      {price(current_price)}
      <small class={price_state === 'stale' ? 'low-sample' : 'quiet'}>
        {price_state === 'stale' ? `◌ ${say(texts).stale} · ` : ''}
        {current_price_time === null ? '' : ago(current_price_time)}
      </small>
    </span>
  )
}

/** What is won so far in what stood at risk. */
export const RMultiple = ({ position }: { position: Position }): JSX.Element => {
  const r = rMultipleOf(position)
  return r === null ? <None reason={say(texts).noStop} /> : <>{ratio(r)}</>
}

type Texts = ReturnType<typeof textsNow>
const textsNow = () => say(texts)

const what = (t: Texts): readonly Column<Position>[] => [
  {
    id: 'symbol',
    label: t.symbol,
    key: true,
    cell: ({ symbol, market_type }) => (
      <span class="leg">
        {symbol}
        <small class="quiet">{market_type}</small>
      </span>
    ),
    sortBy: ({ symbol }) => symbol,
  },
  { id: 'venue', label: t.venue, optional: true, cell: ({ venue }) => venue, sortBy: ({ venue }) => venue },
  {
    id: 'side',
    label: t.side,
    key: true,
    cell: ({ direction }) => <Side direction={direction} />,
    sortBy: ({ direction }) => direction,
  },
  {
    id: 'size',
    label: t.size,
    numeric: true,
    cell: ({ position_size }) => money(position_size),
    sortBy: ({ position_size }) => sortable(position_size),
    sum: (rows) => money(sumOf('position_size')(rows)),
  },
  {
    id: 'quantity',
    label: t.quantity,
    numeric: true,
    optional: true,
    cell: ({ quantity: amount }) => <Maybe value={amount} as={quantity} />,
  },
]

const worth = (t: Texts): readonly Column<Position>[] => [
  {
    id: 'entry',
    label: t.entry,
    numeric: true,
    cell: ({ entry_price }) => <Maybe value={entry_price} as={price} />,
  },
  { id: 'last', label: t.last, numeric: true, key: true, cell: (row) => <Last position={row} /> },
  {
    id: 'pnl',
    label: t.pnl,
    numeric: true,
    key: true,
    cell: ({ unrealized_pnl }) => <Gain value={unrealized_pnl} reason={t.noPrice} />,
    sortBy: ({ unrealized_pnl }) => sortable(unrealized_pnl),
    sum: (rows) => <Gain value={sumOf('unrealized_pnl')(rows)} />,
  },
  {
    id: 'pnl_pct',
    label: t.pnlPct,
    numeric: true,
    cell: ({ unrealized_pnl_pct }) => <GainPct value={unrealized_pnl_pct} reason={t.noPrice} />,
    sortBy: ({ unrealized_pnl_pct }) => sortable(unrealized_pnl_pct),
  },
  {
    id: 'way',
    label: t.way,
    cell: (row) => <WayBar position={row} />,
    sortBy: (row) => wayOf(row)?.at ?? null,
  },
  { id: 'r', label: t.r, numeric: true, cell: (row) => <RMultiple position={row} />, sortBy: rMultipleOf },
]

const origin = (t: Texts): readonly Column<Position>[] => [
  {
    id: 'opened',
    label: t.opened,
    key: true,
    cell: ({ entry_time }) => (
      <span class="leg one-line">
        <Maybe value={entry_time} as={ago} />
      </span>
    ),
    sortBy: ({ entry_time }) => entry_time,
  },
  {
    id: 'bot',
    label: t.bot,
    cell: ({ bot_id, strategy, confidence }) => (
      <span class="leg one-line">
        <a href={linkTo(`/bots/${encodeURIComponent(bot_id)}`)}>{bot_id}</a>
        <small class="quiet">
          {[strategy, confidence === null ? null : pct(confidence * 100, 0)]
            .filter((part) => part !== null)
            .join(' · ')}
        </small>
      </span>
    ),
    sortBy: ({ bot_id }) => bot_id,
  },
  {
    id: 'confidence',
    label: t.confidence,
    numeric: true,
    optional: true,
    cell: ({ confidence }) => <Maybe value={confidence} as={(value) => pct(value * 100, 0)} />,
    sortBy: ({ confidence }) => confidence,
  },
]

const levels = (t: Texts): readonly Column<Position>[] => [
  {
    id: 'target',
    label: t.target,
    numeric: true,
    optional: true,
    cell: ({ take_profit }) => <Maybe value={take_profit} as={price} />,
  },
  {
    id: 'stop',
    label: t.stop,
    numeric: true,
    optional: true,
    cell: ({ stop_loss }) => <Maybe value={stop_loss} as={price} />,
  },
  { id: 'expires', label: t.expires, optional: true, cell: ({ expires_at }) => <Time iso={expires_at} age /> },
  {
    id: 'fee',
    label: t.fee,
    numeric: true,
    optional: true,
    cell: ({ entry_fee }) => <Maybe value={entry_fee} as={money} />,
    sum: (rows) => money(sumOf('entry_fee')(rows)),
  },
  { id: 'signal', label: t.signal, optional: true, cell: ({ signal_id }) => signal_id },
]

/** Every column of the open positions, those that are shown first and the optional ones. */
export const positionColumns = (): readonly Column<Position>[] => {
  const t = say(texts)
  return [...what(t), ...worth(t), ...origin(t), ...levels(t)]
}
