import type { z } from 'zod'
import type { PriceBoard } from '../live/price-board.ts'
import type { Coverage, Projection } from './coverage.ts'
import { type CurrentPrice, valuation } from './position-view.ts'
import type { positionQuery } from './trade-filters.ts'
import { readTrades } from './trades.ts'

type Mark = { venue: string; symbol: string; run: string | null; price: string; time: string; minute: string }

const instrument = (row: { venue: string; symbol: string; run: string | null }): string =>
  JSON.stringify([row.run, row.venue, row.symbol])

/** The newest mark of each instrument and run; several partitions may have marked the same one. */
const readMarks = async (projection: Projection, symbols: readonly string[]): Promise<Map<string, Mark>> => {
  const newest = new Map<string, Mark>()
  if (symbols.length === 0) return newest
  const marks = await projection
    .selectFrom('marks')
    .select(['venue', 'symbol', 'run', 'price', 'time', 'minute'])
    .where('symbol', 'in', symbols)
    .orderBy('minute')
    .orderBy('marked_seq')
    .execute()
  for (const mark of marks) newest.set(instrument(mark), mark)
  return newest
}

/**
 * One page of open trades, newest first, each valued now; with `as_of` those that were open then, at no price, as nothing
 * keeps what the prices of that moment were. Live and demo trades use the price board, and the newest mark
 * where PRICES no longer holds a price; replay trades know only their run's marks, whose minutes are their clock.
 */
export const readOpenPositions = async (
  projection: Projection,
  coverage: Coverage,
  query: z.output<typeof positionQuery>,
  live: { board: PriceBoard; nowMs: number },
) => {
  const { trades, next, unsure } = await readTrades(projection, coverage, { ...query, status: ['OPEN'] })
  if (query.as_of !== undefined) {
    return { positions: trades.map((trade) => ({ ...trade, ...valuation(trade, null, live.nowMs) })), next, unsure }
  }
  const marks = await readMarks(projection, [...new Set(trades.map(({ symbol }) => symbol))])
  const runClock = new Map<string | null, string>()
  for (const { run, minute } of marks.values()) if (minute > (runClock.get(run) ?? '')) runClock.set(run, minute)

  const positions = trades.map((trade) => {
    const { run } = trade
    const mark = marks.get(instrument(trade)) ?? null
    const quote = run === null ? live.board.quote(trade.venue, trade.symbol) : null
    const current: CurrentPrice | null =
      quote !== null
        ? { price: quote.price, time: quote.time, heardAtMs: quote.receivedAtMs }
        : mark !== null
          ? { price: mark.price, time: mark.time, heardAtMs: Date.parse(run === null ? mark.minute : mark.time) }
          : null
    const nowMs = run === null ? live.nowMs : Date.parse(runClock.get(run) ?? '')
    return { ...trade, ...valuation(trade, current, nowMs) }
  })
  return { positions, next, unsure }
}

/** The instruments that somebody holds at live prices, public or not: those whose current price is wanted. */
export const readHeldInstruments = (projection: Projection): Promise<{ venue: string; symbol: string }[]> =>
  projection
    .selectFrom('trades')
    .select(['venue', 'symbol'])
    .distinct()
    .where('status', 'in', ['OPEN', 'WAITING'])
    .where('mode', '<>', 'replay')
    .execute()
