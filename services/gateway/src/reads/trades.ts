import { z } from 'zod'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { momentText } from './as-of/moment.ts'
import { gapLater, tradesOf } from './as-of/trades-then.ts'
import type { Coverage, Projection } from './coverage.ts'
import { type tradeQuery, whereTrade } from './trade-filters.ts'

/** The fields of a trade that everyone may see, in the order of CONTRACT section 4; behind them what was added. */
export const TRADE_FIELDS = [
  'trade_id',
  'bot_id',
  'signal_id',
  'symbol',
  'venue',
  'market_type',
  'direction',
  'strategy',
  'confidence',
  'status',
  'position_size',
  'quantity',
  'entry_price',
  'exit_price',
  'take_profit',
  'stop_loss',
  'entry_time',
  'exit_time',
  'duration_seconds',
  'gross_pnl',
  'entry_fee',
  'exit_fee',
  'fees',
  'realized_pnl',
  'realized_pnl_pct',
  'ambiguous',
  'price_gap',
  'mode',
  'run',
  'expires_at',
  'missed_reason',
  'closed_by',
  'policy_hash',
  'accepted_at',
  'accepted_seq',
] as const

const sortKey = z.tuple([z.iso.datetime({ precision: 3 }), z.int().min(0)])

/**
 * One page of trades, newest first by `(opened_at, accepted_seq)`, with the cursor of the next: as they stand, or with `as_of`
 * as they stood. Of trades in `unsure` the `price_gap` is that of a later end: see `withEntryGaps`.
 */
export const readTrades = async (projection: Projection, coverage: Coverage, query: z.output<typeof tradeQuery>) => {
  const { limit, cursor, as_of, ...filters } = query
  const scope = { ...filters, ...coverage, as_of: as_of && momentText(as_of) }
  const after = cursor === undefined ? null : decodeCursor('trades', scope, sortKey, cursor)
  const rows = await tradesOf(projection, as_of)
    .select([...TRADE_FIELDS, 'opened_at', 'entry_seq'])
    .$if(as_of !== undefined, (trades) => trades.select(gapLater))
    .where(whereTrade(coverage, filters))
    .$if(after !== null, (trades) =>
      trades.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('opened_at', 'accepted_seq'), '<', tuple(...(after ?? ['', 0]))),
      ),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('accepted_seq', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const more = rows.length > limit && last !== undefined
  return {
    trades: page.map(({ opened_at: _, entry_seq: __, gap_later: ___, ...trade }) => trade),
    unsure: page.filter(({ gap_later }) => gap_later === true),
    next: more ? encodeCursor('trades', scope, [last.opened_at, last.accepted_seq]) : null,
  }
}
