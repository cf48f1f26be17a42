import { utcDayOf } from '@papertape/events'
import {
  hoursKeptFrom,
  minutesKeptFrom,
  REPLAY_LANE,
  type Removals,
  type Scope,
  type WrittenRow,
} from '@papertape/store'
import { type KeptKpi, rememberBefore } from './kept-kpi.ts'
import { type PendingRows, pendingRows, rowKey } from './pending-rows.ts'

const minuteOf = (time: string): string => time.slice(0, 16)
const hourOf = (time: string): string => time.slice(0, 13)

type Bucket = WrittenRow<'kpi_days'>
type LaneBucket = WrittenRow<'kpi_minutes'>

const put = <Row extends Bucket>(rows: PendingRows<Row>, row: Row): void => rows.put(rowKey(row.scope, row.time), row)

/**
 * Tables `kpi_minutes`, `kpi_hours` and `kpi_days`: a scope's bucket is written when its first snapshot of a later one comes,
 * as the snapshot that stood before. Remembers nothing between batches.
 */
export const kpiHistoryProjection = () => {
  const minutes = pendingRows<LaneBucket>()
  const hours = pendingRows<LaneBucket>()
  const days = pendingRows<Bucket>()
  const turned = new Map<Scope, { minutes_from: string; hours_from: string }>()

  const finish = (kept: KeptKpi, then: string, now: string, seq: number): void => {
    const { scope, running, before } = kept
    if (before?.timestamp !== then)
      throw new RangeError(`${scope} went to ${now} at ${seq}, a time its fact did not name`)
    const isReplay = kept.state.mode === 'replay'
    const row = (start: string, from: number | null): Bucket => ({
      scope,
      time: start,
      from_seq: from ?? before.ledger_seq,
      ...before,
    })
    const minute = `${minuteOf(then)}:00.000Z`
    put(minutes, { lane: isReplay ? REPLAY_LANE : utcDayOf(minute), ...row(minute, running.minute_from_seq) })
    kept.running = { ...running, minute_from_seq: seq }
    if (hourOf(now) === hourOf(then)) return
    const hour = `${hourOf(then)}:00:00.000Z`
    put(hours, { lane: isReplay ? REPLAY_LANE : hour.slice(0, 7), ...row(hour, running.hour_from_seq) })
    kept.running.hour_from_seq = seq
    if (utcDayOf(now) === utcDayOf(then)) return
    put(days, row(`${utcDayOf(then)}T00:00:00.000Z`, running.day_from_seq))
    kept.running.day_from_seq = seq
    if (isReplay) turned.set(scope, { minutes_from: minutesKeptFrom(now), hours_from: hoursKeptFrom(now) })
  }

  return {
    /** A fact is to come of which the scope's next snapshot may be: what stands is remembered where it may be the last. */
    expect(kept: KeptKpi, time: string): void {
      const now = kept.state.time
      if (now !== null && minuteOf(time) > minuteOf(now)) rememberBefore(kept, now)
    },
    /** A fact has moved the scope, which was at `then` before. */
    moved(kept: KeptKpi, then: string | null, seq: number): void {
      const now = kept.state.time
      if (now === null) return
      if (then === null) kept.running = { minute_from_seq: seq, hour_from_seq: seq, day_from_seq: seq }
      else if (minuteOf(now) > minuteOf(then)) finish(kept, then, now, seq)
    },
    /** Rows that still count when the clock of live and demo bots is at `clock`. */
    take(clock: string | null): {
      kpi_minutes: LaneBucket[]
      kpi_hours: LaneBucket[]
      kpi_days: Bucket[]
      turns: Removals['replayTurns']
    } {
      const minutesFrom = clock === null ? '' : minutesKeptFrom(clock)
      const hoursFrom = clock === null ? '' : hoursKeptFrom(clock)
      const counts = (row: LaneBucket, from: string, ofTurn: 'minutes_from' | 'hours_from') =>
        row.time >= (row.lane === REPLAY_LANE ? (turned.get(row.scope)?.[ofTurn] ?? '') : from)
      const taken = {
        kpi_minutes: minutes.take().filter((row) => counts(row, minutesFrom, 'minutes_from')),
        kpi_hours: hours.take().filter((row) => counts(row, hoursFrom, 'hours_from')),
        kpi_days: days.take(),
        turns: [...turned].map(([scope, from]) => ({ scope, ...from })),
      }
      turned.clear()
      return taken
    },
  }
}
