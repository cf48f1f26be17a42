import type { BotMode } from '@papertape/events'
import { quantile7 } from '@papertape/metrics'
import type { Tape } from '@papertape/tape'
import { sql } from 'kysely'
import { within } from '../../within.ts'
import type { Projection } from '../coverage.ts'
import type { Selection } from '../trade-statistics/where-closed.ts'
import { entered, whereSelected } from './selected.ts'

/** As many of the newest trades tell how long steps took; of the ledger's own messages fewer are read. */
const NEWEST_MAX = 10_000
const MESSAGES_MAX = 200
const LEDGER_MS_MAX = 3000

type Clock = 'source' | 'bus' | 'prices'

export type Latency = {
  n: number
  negative: number
  p50_ms: number | null
  p95_ms: number | null
  p99_ms: number | null
  newest: number
  from_clock: Clock
  to_clock: Clock
  /** Why there are no percentiles; `null` where there are. */
  reason: 'TOO_FEW' | 'OWN_CLOCK' | null
}

/** Percentiles of milliseconds; what is below zero comes from clocks that differ, and is left out. */
export const latencyOf = (ms: readonly number[], newest: number, from_clock: Clock, to_clock: Clock): Latency => {
  const sorted = ms.filter((value) => value >= 0).toSorted((a, b) => a - b)
  return {
    n: sorted.length,
    negative: ms.length - sorted.length,
    p50_ms: quantile7(sorted, 0.5),
    p95_ms: quantile7(sorted, 0.95),
    p99_ms: quantile7(sorted, 0.99),
    newest,
    from_clock,
    to_clock,
    reason: sorted.length === 0 ? 'TOO_FEW' : null,
  }
}

/** One of the newest trades: when its signal was made, received and accepted, and when it was entered. */
export type Newest = {
  accepted_seq: number
  accepted_at: string
  source_time: string | null
  received_at: string
  /** Of a `next_tick` entry alone: any other is no step. */
  entry_time: string | null
}

/** The newest accepted OPEN signals that match, with the times of their steps. */
export const readNewest = async (projection: Projection, selection: Selection): Promise<Newest[]> => {
  const newest = projection
    .selectFrom('trades')
    .select([
      'accepted_seq',
      'accepted_at',
      sql`case when ${entered(selection)} and entry_rule = 'next_tick' then entry_time end`.as('entry_time'),
    ])
    .where(whereSelected(selection))
    .orderBy('accepted_seq', 'desc')
    .limit(NEWEST_MAX)
  const { rows } = await sql<Newest>`
    select newest.*, source_time, received_at
    from (${newest}) newest join projection.signals on ledger_seq = accepted_seq
    order by accepted_seq desc`.execute(projection)
  return rows
}

const between = (from: string | null, to: string | null): number[] =>
  from === null || to === null ? [] : [Date.parse(to) - Date.parse(from)]

/** A replay's signals were made long before they were replayed, by a clock of their own: no step lies between. */
const sourceToReceived = (newest: readonly Newest[], mode: BotMode): Latency => {
  if (mode === 'replay') return { ...latencyOf([], 0, 'source', 'bus'), reason: 'OWN_CLOCK' }
  const ms = newest.flatMap(({ source_time, received_at }) => between(source_time, received_at))
  return latencyOf(ms, newest.length, 'source', 'bus')
}

/** What the rows alone tell. */
export const latenciesOf = (newest: readonly Newest[], mode: BotMode) => ({
  source_to_received: sourceToReceived(newest, mode),
  accepted_to_entry: latencyOf(
    newest.flatMap(({ accepted_at, entry_time }) => between(accepted_at, entry_time)),
    newest.length,
    'bus',
    'prices',
  ),
})

/**
 * From the bus's storing of a signal to its storing of the acceptance: both by its one clock, to the millisecond. Reads the
 * newest acceptances in the ledger; none where nats-server is away.
 */
export const readAcceptance = async (
  tape: Pick<Tape, 'message' | 'connected'>,
  newest: readonly Newest[],
): Promise<Latency> => {
  const wanted = tape.connected() ? newest.slice(0, MESSAGES_MAX) : []
  const reading = Promise.all(
    wanted.map(async ({ accepted_seq, received_at }) =>
      between(received_at, (await tape.message('LEDGER', accepted_seq))?.receivedAt ?? null),
    ),
  )
  const away = new Error('nats-server has not answered in time')
  const read = await within(LEDGER_MS_MAX, reading, () => away).catch((error: unknown) => {
    if (error === away || !tape.connected()) return null
    throw error
  })
  return latencyOf(read?.flat() ?? [], read === null ? 0 : wanted.length, 'bus', 'bus')
}
