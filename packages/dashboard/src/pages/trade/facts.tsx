import type { TradeDetail } from '@papertape/client'
import type { ComponentChildren, JSX } from 'preact'
import { missedWords, statusWords } from '../../figures/trade-words.ts'
import { count, money, pct, price, quantity } from '../../format/number.ts'
import { ago, duration } from '../../format/time.ts'
import { linkToBot } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Gain, GainPct, Maybe } from '../../ui/figure.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'
import { OpenResult } from './open-result.tsx'

const texts = words({
  en: {
    status: 'Status',
    pnl: 'P/L after fees',
    gross: 'Gross P/L',
    fees: 'Fees',
    duration: 'Duration',
    entered: 'Entered',
    entry: 'Entry',
    exit: 'Exit',
    target: 'Take profit',
    stop: 'Stop loss',
    size: 'Position size',
    quantity: 'Quantity',
    bot: 'Bot',
    market: 'Market',
    strategy: 'Strategy',
    confidence: 'Confidence',
    expires: 'Expires',
    closedBy: 'Closed by the signal',
    signal: 'Signal',
    accepted: 'Accepted',
    run: 'Replay run',
    policy: 'Hash of the policy',
    id: 'Trade',
    ambiguous: 'One candle touched both levels; it is booked as the loss.',
    gap: 'Prices were gone from the stream before they could be seen.',
  },
  tr: {
    status: 'Durum',
    pnl: 'Ücretler sonrası K/Z',
    gross: 'Brüt K/Z',
    fees: 'Ücretler',
    duration: 'Süre',
    entered: 'Girildi',
    entry: 'Giriş',
    exit: 'Çıkış',
    target: 'Kâr al',
    stop: 'Zarar durdur',
    size: 'Pozisyon büyüklüğü',
    quantity: 'Miktar',
    bot: 'Bot',
    market: 'Piyasa',
    strategy: 'Strateji',
    confidence: 'Güven',
    expires: 'Bitiş',
    closedBy: 'Kapatan sinyal',
    signal: 'Sinyal',
    accepted: 'Kabul',
    run: 'Tekrar koşusu',
    policy: 'Politikanın özeti',
    id: 'İşlem',
    ambiguous: 'Bir mum iki seviyeye de değdi; kayıp olarak yazıldı.',
    gap: 'Fiyatlar görülemeden akıştan silinmişti.',
  },
})

const Results = ({ trade }: { trade: TradeDetail }): JSX.Element => {
  const t = say(texts)
  return (
    <dl class="cards">
      {trade.status === 'OPEN' ? (
        <OpenResult trade={trade} />
      ) : (
        <Card id="pnl" label={t.pnl} below={<GainPct value={trade.realized_pnl_pct} />}>
          <Gain value={trade.realized_pnl} />
        </Card>
      )}
      {trade.gross_pnl === null ? null : (
        <Card id="gross" label={t.gross}>
          <Gain value={trade.gross_pnl} />
        </Card>
      )}
      <Card id="fees" label={t.fees}>
        <Maybe value={trade.fees} as={money} />
      </Card>
      <Card id="duration" label={trade.status === 'OPEN' ? t.entered : t.duration}>
        {trade.status === 'OPEN' && trade.entry_time !== null ? (
          ago(trade.entry_time)
        ) : (
          <Maybe value={trade.duration_seconds} as={duration} />
        )}
      </Card>
    </dl>
  )
}

/** A fill: its price, and when. */
const leg = (at: string | null, time: string | null): ComponentChildren => (
  <>
    <Maybe value={at} as={price} />
    {time === null ? null : (
      <>
        {' · '}
        <Time iso={time} />
      </>
    )}
  </>
)

const rowsOf = (trade: TradeDetail): readonly (readonly [string, ComponentChildren])[] => {
  const t = say(texts)
  const { bot_id: bot, confidence, expires_at: expires, closed_by: closedBy } = trade
  return [
    [
      t.status,
      `${statusWords(trade.status)}${trade.missed_reason === null ? '' : `: ${missedWords(trade.missed_reason)}`}`,
    ],
    [t.entry, leg(trade.entry_price, trade.entry_time)],
    [t.exit, leg(trade.exit_price, trade.exit_time)],
    [t.target, <Maybe key="target" value={trade.take_profit} as={price} />],
    [t.stop, <Maybe key="stop" value={trade.stop_loss} as={price} />],
    [t.size, money(trade.position_size)],
    [t.quantity, <Maybe key="quantity" value={trade.quantity} as={quantity} />],
    [
      t.bot,
      <a key="bot" href={linkToBot({ bot_id: bot, mode: trade.mode })}>
        {bot}
      </a>,
    ],
    [t.market, `${trade.symbol} · ${trade.market_type} · ${trade.venue}`],
    [t.strategy, trade.strategy ?? '—'],
    [t.confidence, <Maybe key="confidence" value={confidence} as={(value) => pct(value * 100, 0)} />],
    ...(expires === null ? [] : [[t.expires, <Time key="expires" iso={expires} />] as const]),
    ...(closedBy === null ? [] : [[t.closedBy, closedBy] as const]),
    [t.signal, trade.signal_id],
    [t.accepted, <Time key="accepted" iso={trade.accepted_at} />],
    ...(trade.run === null ? [] : [[t.run, trade.run] as const]),
    [t.policy, trade.policy_hash],
  ]
}

/** What a trade was and what it came to. */
export const Facts = ({ trade }: { trade: TradeDetail }): JSX.Element => (
  <>
    <p class="controls">
      <strong>{trade.symbol}</strong>
      <Side direction={trade.direction} />
      <span class="badge">{statusWords(trade.status)}</span>
      <span class="badge">{trade.mode}</span>
      <span class="quiet">{`${say(texts).id} ${trade.trade_id} · #${count(trade.accepted_seq)}`}</span>
    </p>
    {trade.ambiguous ? <p class="banner">{say(texts).ambiguous}</p> : null}
    {trade.price_gap ? <p class="banner">{say(texts).gap}</p> : null}
    <Results trade={trade} />
    <dl class="facts two">
      {rowsOf(trade).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </>
)
