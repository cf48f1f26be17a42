import { ALL_BOTS, type EventOf, eventIdOf, type Unrecorded, utcDayOf } from '@papertape/events'
import { type Engine, instrumentOfKey, type Trade, tickOf } from '@papertape/paper-engine'

type Marks = EventOf<'marks.recorded'>

/** The full minute that a time is in. */
export const minuteOf = (time: string): string => `${time.slice(0, 16)}:00.000Z`

/**
 * Trades whose end is not decided. Those that are decided, and acknowledged, may not have been heard from the ledger yet;
 * whether they have must make no difference.
 */
export const undecided = (engine: Engine): IteratorObject<Readonly<Trade>> =>
  engine.trades().filter(({ phase }) => phase !== 'decided')

/** The last price of each instrument that has undecided trades. One whose price was never heard has none. */
export const marksOf = (engine: Engine): Marks['data']['marks'] =>
  [...new Set(undecided(engine).map(({ key }) => key))].flatMap((key) => {
    const last = engine.last(key)
    if (last === null) return []
    const { price, time, seq } = tickOf(last)
    return [{ ...instrumentOfKey(key), price, time, seq }]
  })

/** The fact that a partition's open trades are valued so. Its id tells minutes, partitions and runs apart. */
export const marksFact = (data: Marks['data'], cause: string | null): Unrecorded<Marks> => ({
  id: eventIdOf('marks.recorded', data.run ?? '', data.minute, String(data.partition)),
  type: 'marks.recorded',
  version: 1,
  bot_id: ALL_BOTS,
  time: data.minute,
  cause,
  correlation: null,
  data,
})

/** What decides whether a run's price comes behind a minute that is to be marked. */
export type RunMinutes = {
  /** Minute of the run's newest mark in the partition. */
  markedMinute: string | null
  /** Acceptance of the run's first signal in the partition. */
  firstAcceptedAt: string | null
  /** Acceptances of its open trades. */
  openSince: Iterable<string>
}

/**
 * Whether the minute of a run's next price is to be marked before that price: when a trade is open since an earlier
 * minute, or when it is the first of a UTC day. A function of the ledger and the price alone, so that a run which is
 * disturbed, and reads some prices again, marks the same minutes.
 */
export const isMarkDue = (minute: string, { markedMinute, firstAcceptedAt, openSince }: RunMinutes): boolean => {
  if (markedMinute !== null && minute <= markedMinute) return false
  const since = markedMinute ?? firstAcceptedAt
  if (since !== null && utcDayOf(minute) > utcDayOf(since)) return true
  for (const acceptedAt of openSince) if (minuteOf(acceptedAt) < minute) return true
  return false
}
