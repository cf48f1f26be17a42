import type { Signal } from '@papertape/client'
import type { ComponentChildren, JSX } from 'preact'
import { rejectionWords } from '../../figures/signal-words.ts'
import { count, pct, price } from '../../format/number.ts'
import { linkTo } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import type { Column } from '../../ui/column.ts'
import { Maybe } from '../../ui/figure.tsx'
import { Time } from '../../ui/time.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    time: 'Time',
    received: 'Received',
    bot: 'Bot',
    outcome: 'Outcome',
    ACCEPTED: 'Accepted',
    REJECTED: 'Rejected',
    symbol: 'Symbol',
    side: 'Side',
    action: 'Action',
    entry: 'Entry',
    target: 'Take profit',
    stop: 'Stop loss',
    field: 'Field at fault',
    detail: 'Detail',
    strategy: 'Strategy',
    confidence: 'Confidence',
    id: 'Signal',
    seq: 'Ledger #',
    trade: 'Trade',
    open: 'Its trade',
  },
  tr: {
    time: 'Zaman',
    received: 'Alındı',
    bot: 'Bot',
    outcome: 'Sonuç',
    ACCEPTED: 'Kabul',
    REJECTED: 'Ret',
    symbol: 'Sembol',
    side: 'Yön',
    action: 'Eylem',
    entry: 'Giriş',
    target: 'Kâr al',
    stop: 'Zarar durdur',
    field: 'Hatalı alan',
    detail: 'Ayrıntı',
    strategy: 'Strateji',
    confidence: 'Güven',
    id: 'Sinyal',
    seq: 'Defter #',
    trade: 'İşlem',
    open: 'İşlemi',
  },
})

/** Accepted or rejected: icon, word and colour, and the reason. */
export const Outcome = ({ of }: { of: Pick<Signal, 'outcome' | 'reason'> }): JSX.Element => (
  <span>
    <span class={`badge outcome-${of.outcome}`}>
      <span aria-hidden="true">{of.outcome === 'ACCEPTED' ? '✓' : '✗'}</span> {say(texts)[of.outcome]}
    </span>
    {of.reason === null ? null : <small class="quiet"> {rejectionWords(of.reason)}</small>}
  </span>
)

/** A price of a signal. What was rejected is quoted as it was sent, which need not be a price at all. */
export const asSent = (of: Signal, value: string | null): ComponentChildren =>
  value === null ? '—' : of.outcome === 'ACCEPTED' ? price(value) : <q>{value}</q>

const direction = ({ direction: sent }: Signal): ComponentChildren =>
  sent === null ? '—' : sent === 'LONG' || sent === 'SHORT' ? <Side direction={sent} /> : <q>{sent}</q>

const priceColumn = (id: 'entry_price' | 'take_profit' | 'stop_loss', label: string): Column<Signal> => ({
  id,
  label,
  cell: (of) => asSent(of, of[id]),
  numeric: true,
})

/** The columns of dispositions. */
export const signalColumns = (): readonly Column<Signal>[] => {
  const t = say(texts)
  return [
    { id: 'time', label: t.time, cell: ({ time }) => <Time iso={time} />, sortBy: ({ time }) => time, key: true },
    {
      id: 'received',
      label: t.received,
      cell: ({ received_at }) => <Time iso={received_at} />,
      sortBy: ({ received_at }) => received_at,
      optional: true,
    },
    { id: 'outcome', label: t.outcome, cell: (of) => <Outcome of={of} />, sortBy: ({ reason }) => reason, key: true },
    { id: 'bot', label: t.bot, cell: ({ bot_id }) => bot_id, sortBy: ({ bot_id }) => bot_id, key: true },
    { id: 'symbol', label: t.symbol, cell: ({ symbol }) => symbol ?? '—', sortBy: ({ symbol }) => symbol, key: true },
    { id: 'side', label: t.side, cell: direction },
    { id: 'action', label: t.action, cell: ({ action }) => action ?? '—', optional: true },
    priceColumn('entry_price', t.entry),
    priceColumn('take_profit', t.target),
    priceColumn('stop_loss', t.stop),
    { id: 'field', label: t.field, cell: ({ field }) => field ?? '—', sortBy: ({ field }) => field },
    { id: 'detail', label: t.detail, cell: ({ detail }) => detail ?? '—' },
    { id: 'strategy', label: t.strategy, cell: ({ strategy }) => strategy ?? '—', optional: true },
    {
      id: 'confidence',
      label: t.confidence,
      cell: ({ confidence }) => <Maybe value={confidence} as={(value) => pct(value * 100, 0)} />,
      sortBy: ({ confidence }) => confidence,
      numeric: true,
      optional: true,
    },
    { id: 'id', label: t.id, cell: ({ signal_id }) => signal_id ?? '—', optional: true },
    { id: 'seq', label: t.seq, cell: ({ ledger_seq }) => count(ledger_seq), numeric: true, optional: true },
    {
      id: 'trade',
      label: t.trade,
      cell: ({ trade_id }) =>
        trade_id === null ? '—' : <a href={linkTo(`/trades/${encodeURIComponent(trade_id)}`)}>{t.open}</a>,
    },
  ]
}
