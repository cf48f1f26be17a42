import { type EventOf, encodeToken } from '@papertape/events'
import { isStale } from './stale-prices.ts'

/** The open trades of one instrument. */
type Holding = {
  /** Time of the newest tick that a mark has shown while it was held. */
  marked?: string
  /** Entry time by trade_id, oldest entry first. */
  trades: { [tradeId: string]: string }
}

/** What a bot holds, by `<run>.<venue>.<symbol>`: a key no object is born with. Plain JSON. */
export type Holdings = { [instrument: string]: Holding }

type Fill = EventOf<'fill.recorded'>
type Instrument = { venue: string; symbol: string }

const keyOf = (run: string | null, { venue, symbol }: Instrument): string =>
  `${run ?? ''}.${encodeToken(venue)}.${encodeToken(symbol)}`

/** Whether a fill can follow what came before: an entry of a trade that is not held, or an exit of one that is. */
export const canFollow = (holdings: Holdings, { data }: Fill): boolean => {
  const holding = holdings[keyOf(data.run, data)]
  const isHeld = holding !== undefined && Object.hasOwn(holding.trades, data.trade_id)
  return isHeld === (data.exit !== null)
}

/** Adds the trade of an entry, or takes out that of an exit, **in place**. */
export const holdFill = (holdings: Holdings, { data, time }: Fill): void => {
  const key = keyOf(data.run, data)
  if (data.exit === null) {
    holdings[key] ??= { trades: {} }
    holdings[key].trades[data.trade_id] = time
    return
  }
  const holding = holdings[key]
  if (holding === undefined) return
  delete holding.trades[data.trade_id]
  for (const _ in holding.trades) return
  delete holdings[key]
}

/** Dates the prices of what is held, **in place**. */
export const holdMarks = (holdings: Holdings, { run, marks }: EventOf<'marks.recorded'>['data']): void => {
  for (const mark of marks) {
    const holding = holdings[keyOf(run, mark)]
    if (holding !== undefined) holding.marked = mark.time
  }
}

/** Whether any trade is held at a price from before `limit`: O(instruments), since the oldest entry stands for all. */
export const holdsStale = (holdings: Holdings, limit: string): boolean => {
  for (const key in holdings) {
    const holding = holdings[key]
    if (holding === undefined) continue
    for (const tradeId in holding.trades) {
      if (isStale(holding.trades[tradeId] ?? '', holding.marked, limit)) return true
      break
    }
  }
  return false
}
