import { excursionsOf } from '@papertape/metrics'
import { decimal, formatDecimal } from '@papertape/money'
import { downSample } from '@papertape/report'
import type { Tape } from '@papertape/tape'
import type { readTrade, readTradeFacts } from '../trade.ts'
import { createPath } from './path.ts'
import { type Incomplete, readPath } from './read-path.ts'
import { spanOf } from './span.ts'

const POINTS_MAX = 1000

type Trade = Awaited<ReturnType<typeof readTrade>>['trade']
type Facts = Awaited<ReturnType<typeof readTradeFacts>>['events']

const nothing = (trade: Trade, incomplete_reason: Incomplete | 'NOT_ENTERED') => ({
  trade_id: trade.trade_id,
  source: 'gone' as const,
  complete: false,
  incomplete_reason,
  points: [],
  ticks: 0,
  highest: null,
  lowest: null,
  mae_pct: null,
  mfe_pct: null,
})

/** The prices around a trade, as its stream still has them. @throws TypeError where its facts hold no acceptance. */
export const readTradePrices = async (
  tape: Pick<Tape, 'follow' | 'nextMessage' | 'streamState'>,
  trade: Trade,
  facts: Facts,
  now: string,
) => {
  const { entry_price, exit_price, entry_time, direction } = trade
  const span = spanOf(facts, Date.parse(now))
  if (span === null) throw new TypeError(`the ledger holds no acceptance of ${trade.trade_id}`)
  const path = createPath(span, entry_time)
  const gap = await readPath(tape, span, path)
  if (path.ticks === 0 && gap !== null) return nothing(trade, gap)
  const range = entry_price === null ? null : path.rangeWith(entry_price, ...(exit_price === null ? [] : [exit_price]))
  const incomplete_reason = gap ?? (entry_price === null ? ('NOT_ENTERED' as const) : null)
  const excursions =
    range === null || entry_price === null || incomplete_reason !== null
      ? { mae_pct: null, mfe_pct: null }
      : excursionsOf({ direction, entry: decimal(entry_price), ...range })
  return {
    ...nothing(trade, incomplete_reason),
    source: 'ticks' as const,
    complete: incomplete_reason === null,
    points: downSample(path.points, POINTS_MAX).map(({ time, value }) => ({ time, price: value })),
    ticks: path.ticks,
    highest: range === null ? null : formatDecimal(range.highest),
    lowest: range === null ? null : formatDecimal(range.lowest),
    ...excursions,
  }
}
