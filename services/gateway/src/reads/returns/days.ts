import { dayAfter, type KpiSnapshot, type RecordDay, unpackSnapshot } from '@papertape/metrics'
import { decimal, toNumber } from '@papertape/money'
import type { Coverage, Projection } from '../coverage.ts'
import type { StandingKpi } from '../kpi/newest.ts'

/** As many days one answer is made of: ten years. */
export const DAYS_MAX = 3660

/** A closed day as answers show it. */
export type ShownDay = RecordDay & { equity: string; drawdown_pct: number | null }

export type RecordDays = {
  /** Oldest first; those with nobody heard are in it. */
  days: ShownDay[]
  /** The level before the first of them. */
  origin: string
  /** The last snapshot of each day, oldest first, and the one that stands. */
  snapshots: KpiSnapshot[]
  isTruncated: boolean
}

type Row = { day: string; closed_seq: number; level: string; equity: string; return: number | null; idle_days: number }

const readRows = async (projection: Projection, { scope, snapshot }: StandingKpi): Promise<Row[]> => {
  const rows = await projection
    .selectFrom('daily_returns')
    .select(['day', 'closed_seq', 'level', 'equity', 'return', 'idle_days'])
    .where('scope', '=', scope)
    .where('closed_seq', '<=', snapshot.ledger_seq)
    .orderBy('closed_seq', 'desc')
    .limit(DAYS_MAX + 1)
    .execute()
  return rows.toReversed()
}

/** The last snapshot of a day, with the level it was taken at. */
type Kept = { snapshot: KpiSnapshot; level: string }

const readKept = async (projection: Projection, { scope, snapshot }: StandingKpi): Promise<Kept[]> => {
  const rows = await projection
    .selectFrom('kpi_days')
    .select(['timestamp', 'ledger_seq', 'level', 'snapshot'])
    .where('scope', '=', scope)
    .where('ledger_seq', '<', snapshot.ledger_seq)
    .orderBy('ledger_seq', 'desc')
    .limit(DAYS_MAX + 1)
    .execute()
  const { bot_id } = snapshot
  return rows.toReversed().map(({ timestamp, ledger_seq, level, snapshot: packed }) => ({
    snapshot: unpackSnapshot(packed, { timestamp, bot_id, ledger_seq }),
    level,
  }))
}

/**
 * How far a day's close lay below the highest level so far, by the last snapshot of the day. Where a fill of the next day
 * came before the clock told of it, the level at the close is a later one, and measured from the peak known before.
 */
const drawdownAt = (close: string, { level, snapshot: { current_drawdown_pct } }: Kept): number | null => {
  if (close === level || current_drawdown_pct === null) return current_drawdown_pct
  const peak = toNumber(decimal(level)) / (1 - current_drawdown_pct / 100)
  // An account at exactly nothing does not tell how high it was.
  return peak > 0 ? Math.max(0, (1 - toNumber(decimal(close)) / peak) * 100) : null
}

/** The last kept snapshot before each day closed; `null` where a later run of a replay has taken its place. */
const lastBefore = (rows: readonly Row[], kept: readonly Kept[]): (Kept | null)[] => {
  let place = 0
  return rows.map((row, index) => {
    while ((kept[place]?.snapshot.ledger_seq ?? Number.POSITIVE_INFINITY) < row.closed_seq) place += 1
    const last = kept[place - 1]
    const day = last?.snapshot.timestamp?.slice(0, 10) ?? ''
    const isOfDay = day >= row.day && (last?.snapshot.ledger_seq ?? 0) >= (rows[index - 1]?.closed_seq ?? 0)
    return last !== undefined && isOfDay ? last : null
  })
}

/** The level that a record starts from: a bot's capital, a portfolio's index of 1. */
const originOf = async (projection: Projection, { bot_id }: Pick<Coverage, 'bot_id'>): Promise<string> => {
  if (bot_id === null) return '1'
  const bot = await projection
    .selectFrom('bots')
    .select('initial_capital')
    .where('bot_id', '=', bot_id)
    .executeTakeFirstOrThrow()
  return bot.initial_capital
}

/** A row's day, and behind it those on which nothing was heard, as many as one answer may hold. */
const daysOf = (row: Row, drawdown_pct: number | null): ShownDay[] => {
  const { day, level, equity, idle_days } = row
  const skipped = Math.max(0, idle_days - DAYS_MAX)
  const idle = Array.from({ length: idle_days - skipped }, (_, place) => ({
    date: dayAfter(day, skipped + place + 1),
    level,
    return: 0,
    equity,
    drawdown_pct,
  }))
  return [{ date: day, level, return: row.return, equity, drawdown_pct }, ...idle]
}

/**
 * The closed days of a record up to the snapshot that stands, the newest 3,660. A day's drawdown is that of its last
 * snapshot, which a later run of a replay over the same day has taken the place of: then it is `null`.
 */
export const readDays = async (
  projection: Projection,
  coverage: Pick<Coverage, 'bot_id'>,
  standing: StandingKpi,
): Promise<RecordDays> => {
  const rows = await readRows(projection, standing)
  const kept = await readKept(projection, standing)
  const lasts = lastBefore(rows, kept)
  const all = rows.flatMap((row, place) => {
    const last = lasts[place] ?? null
    return daysOf(row, last === null ? null : drawdownAt(row.level, last))
  })
  const days = all.slice(-DAYS_MAX)
  const before = all.at(-DAYS_MAX - 1)
  return {
    days,
    origin: before === undefined ? await originOf(projection, coverage) : before.level,
    snapshots: [...kept.map(({ snapshot }) => snapshot), standing.snapshot],
    isTruncated: before !== undefined,
  }
}
