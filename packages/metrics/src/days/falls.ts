import type { KpiSnapshot } from '../snapshot.ts'

/** What of a snapshot tells about falls. */
export type FallsAt = Pick<
  KpiSnapshot,
  | 'timestamp'
  | 'max_drawdown_pct'
  | 'max_drawdown_started_at'
  | 'max_drawdown_trough_at'
  | 'max_drawdown_recovered_at'
  | 'current_drawdown_pct'
  | 'current_drawdown_started_at'
>

/** One fall below a peak. Times are those of snapshots. */
export type RecordFall = {
  /** When the peak was reached. */
  started_at: string
  trough_at: string
  /** When the peak was reached again, at the latest; `null` = not yet. */
  recovered_at: string | null
  /** (peak − trough) / peak, per cent. */
  depth_pct: number
}

type Deeper = { depth_pct: number; trough_at: string; recovered_at: string | null }

const deepen = (falls: Map<string, RecordFall>, started_at: string, by: Deeper): void => {
  const known = falls.get(started_at)
  if (known === undefined) falls.set(started_at, { started_at, ...by })
  else if (by.depth_pct > known.depth_pct || by.recovered_at !== null) Object.assign(known, by)
}

/** The deepest fall up to a snapshot, which it knows exactly. */
const takeDeepest = (falls: Map<string, RecordFall>, at: FallsAt): void => {
  const { max_drawdown_pct, max_drawdown_started_at, max_drawdown_trough_at, max_drawdown_recovered_at } = at
  if (max_drawdown_pct === null || max_drawdown_started_at === null || max_drawdown_trough_at === null) return
  deepen(falls, max_drawdown_started_at, {
    depth_pct: max_drawdown_pct,
    trough_at: max_drawdown_trough_at,
    recovered_at: max_drawdown_recovered_at,
  })
}

/** The fall that a snapshot is in. */
const takeCurrent = (falls: Map<string, RecordFall>, at: FallsAt): void => {
  const { timestamp, current_drawdown_pct, current_drawdown_started_at } = at
  if (timestamp === null || current_drawdown_pct === null || current_drawdown_started_at === null) return
  deepen(falls, current_drawdown_started_at, {
    depth_pct: current_drawdown_pct,
    trough_at: timestamp,
    recovered_at: null,
  })
}

/**
 * The falls that snapshots in order of time tell of, deepest first; of equally deep ones the first. A snapshot knows the
 * deepest fall so far exactly, whenever its lowest point was, and of others how deep they were at its own time. So the
 * deepest fall of all is that of the newest snapshot; others are as deep as snapshots saw them, and one that began and
 * ended between two of them is not seen. The peak is always the true one.
 */
export const fallsOf = (snapshots: Iterable<FallsAt>): RecordFall[] => {
  const falls = new Map<string, RecordFall>()
  let open: string | null = null
  for (const at of snapshots) {
    takeDeepest(falls, at)
    takeCurrent(falls, at)
    const now = at.current_drawdown_started_at
    if (open !== null && open !== now) {
      const ended = falls.get(open)
      if (ended !== undefined) ended.recovered_at ??= now ?? at.timestamp
    }
    open = now
  }
  return [...falls.values()].toSorted((a, b) => b.depth_pct - a.depth_pct)
}

/** Two decimals show a smaller depth as nothing. */
const SHOWN_PCT = 0.005

/** Whether a person would list a fall: it can be seen in two decimals, and was not over at the instant that it began. */
export const isListedFall = ({ started_at, recovered_at, depth_pct }: RecordFall): boolean =>
  depth_pct >= SHOWN_PCT && recovered_at !== started_at
