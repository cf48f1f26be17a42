import type { Trade } from '@papertape/client'
import type { JSX } from 'preact'
import { missedWords, statusWords } from '../../figures/trade-words.ts'
import { exactSum } from '../../format/decimal.ts'
import { count, money, pct, price, quantity } from '../../format/number.ts'
import { duration } from '../../format/time.ts'
import { linkTo } from '../../route/url.ts'
import { Side } from '../../ui/badge.tsx'
import { type Column, sortable } from '../../ui/column.ts'
import { Gain, GainPct, Maybe } from '../../ui/figure.tsx'
import { Time } from '../../ui/time.tsx'
import { say } from '../../words/words.ts'
import { columnTexts as texts } from './column-texts.ts'

const sumOf =
  (field: 'realized_pnl' | 'fees' | 'gross_pnl') =>
  (rows: readonly Trade[]): string =>
    exactSum(rows.flatMap((row) => row[field] ?? []))

/** A fill: its price, and when below it. */
const Leg = ({ at, time }: { at: string | null; time: string | null }): JSX.Element => (
  <span class="leg">
    <Maybe value={at} as={price} />
    {time === null ? null : (
      <small class="quiet">
        <Time iso={time} />
      </small>
    )}
  </span>
)

/** Why it closed, and what is to be known about how. */
const Reason = ({ trade }: { trade: Trade }): JSX.Element => (
  <span>
    {statusWords(trade.status)}
    {trade.missed_reason === null ? null : <small class="quiet"> · {missedWords(trade.missed_reason)}</small>}
    {trade.ambiguous ? <small class="quiet"> · {say(texts).ambiguous}</small> : null}
    {trade.price_gap ? <small class="quiet"> · {say(texts).gap}</small> : null}
  </span>
)

type Texts = ReturnType<typeof textsNow>
const textsNow = () => say(texts)

const tradeColumns = (t: Texts): readonly Column<Trade>[] => [
  {
    id: 'seq',
    label: t.seq,
    cell: ({ accepted_seq }) => count(accepted_seq),
    sortBy: ({ accepted_seq }) => accepted_seq,
    numeric: true,
    optional: true,
  },
  {
    id: 'symbol',
    label: t.symbol,
    cell: ({ symbol, trade_id }) => <a href={linkTo(`/trades/${encodeURIComponent(trade_id)}`)}>{symbol}</a>,
    sortBy: ({ symbol }) => symbol,
    key: true,
  },
  {
    id: 'side',
    label: t.side,
    cell: ({ direction }) => <Side direction={direction} />,
    sortBy: ({ direction }) => direction,
    key: true,
  },
  { id: 'market', label: t.market, cell: ({ venue, market_type }) => `${market_type} · ${venue}`, optional: true },
  { id: 'bot', label: t.bot, cell: ({ bot_id }) => bot_id, sortBy: ({ bot_id }) => bot_id },
  {
    id: 'strategy',
    label: t.strategy,
    cell: ({ strategy }) => strategy ?? '—',
    sortBy: ({ strategy }) => strategy,
    optional: true,
  },
  {
    id: 'confidence',
    label: t.confidence,
    cell: ({ confidence }) => <Maybe value={confidence} as={(value) => pct(value * 100, 0)} />,
    sortBy: ({ confidence }) => confidence,
    numeric: true,
    optional: true,
  },
]

const priceColumns = (t: Texts): readonly Column<Trade>[] => [
  {
    id: 'entry',
    label: t.entry,
    cell: ({ entry_price, entry_time }) => <Leg at={entry_price} time={entry_time} />,
    sortBy: ({ entry_time }) => entry_time,
    numeric: true,
  },
  {
    id: 'exit',
    label: t.exit,
    cell: ({ exit_price, exit_time }) => <Leg at={exit_price} time={exit_time} />,
    sortBy: ({ exit_time }) => exit_time,
    numeric: true,
    key: true,
  },
  {
    id: 'target',
    label: t.target,
    cell: ({ take_profit }) => <Maybe value={take_profit} as={price} />,
    numeric: true,
    optional: true,
  },
  {
    id: 'stop',
    label: t.stop,
    cell: ({ stop_loss }) => <Maybe value={stop_loss} as={price} />,
    numeric: true,
    optional: true,
  },
  { id: 'reason', label: t.reason, cell: (trade) => <Reason trade={trade} />, sortBy: ({ status }) => status },
]

const amountColumns = (t: Texts, cumulative: ReadonlyMap<string, string>): readonly Column<Trade>[] => [
  {
    id: 'size',
    label: t.size,
    cell: ({ position_size }) => money(position_size),
    sortBy: ({ position_size }) => sortable(position_size),
    numeric: true,
    optional: true,
  },
  {
    id: 'quantity',
    label: t.quantity,
    cell: ({ quantity: amount }) => <Maybe value={amount} as={quantity} />,
    numeric: true,
    optional: true,
  },
  {
    id: 'gross',
    label: t.gross,
    cell: ({ gross_pnl }) => <Gain value={gross_pnl} />,
    sortBy: ({ gross_pnl }) => sortable(gross_pnl),
    numeric: true,
    optional: true,
    sum: (rows) => <Gain value={sumOf('gross_pnl')(rows)} />,
  },
  {
    id: 'fees',
    label: t.fees,
    cell: ({ fees }) => <Maybe value={fees} as={money} />,
    sortBy: ({ fees }) => sortable(fees),
    numeric: true,
    sum: (rows) => money(sumOf('fees')(rows)),
  },
  {
    id: 'pnl',
    label: t.pnl,
    cell: ({ realized_pnl }) => <Gain value={realized_pnl} />,
    sortBy: ({ realized_pnl }) => sortable(realized_pnl),
    numeric: true,
    key: true,
    sum: (rows) => <Gain value={sumOf('realized_pnl')(rows)} />,
  },
  {
    id: 'pnl_pct',
    label: t.pnlPct,
    cell: ({ realized_pnl_pct }) => <GainPct value={realized_pnl_pct} />,
    sortBy: ({ realized_pnl_pct }) => sortable(realized_pnl_pct),
    numeric: true,
  },
  {
    id: 'cumulative',
    label: t.cumulative,
    cell: ({ trade_id }) => <Gain value={cumulative.get(trade_id) ?? null} />,
    numeric: true,
  },
  {
    id: 'duration',
    label: t.duration,
    cell: ({ duration_seconds }) => <Maybe value={duration_seconds} as={duration} />,
    sortBy: ({ duration_seconds }) => duration_seconds,
    numeric: true,
  },
  { id: 'signal', label: t.signal, cell: ({ signal_id }) => signal_id, optional: true },
]

/** The columns of trades; `cumulative` is of the trades shown. */
export const columnsOf = (cumulative: ReadonlyMap<string, string>): readonly Column<Trade>[] => {
  const t = textsNow()
  return [...tradeColumns(t), ...priceColumns(t), ...amountColumns(t, cumulative)]
}
