import type { CurvePoint, SheetTable } from './tear-sheet.ts'

type Fall = { started_at: string; trough_at: string; recovered_at: string | null; depth_pct: number }

const DAY_MS = 86_400_000
/** Two decimals show a smaller depth as nothing. */
const SHOWN_PCT = 0.005

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

/**
 * The falls of a curve from a peak until that peak is reached again, in order of time. The first point is the first peak.
 * A curve that goes to or below nothing has fallen by 100 % and more.
 */
const fallsOf = (points: readonly CurvePoint[]): Fall[] => {
  const falls: Fall[] = []
  let peak = points[0]
  let isDown = false
  for (const { time, value } of points) {
    if (peak === undefined || value >= peak.value) {
      const last = falls.at(-1)
      if (isDown && last !== undefined) last.recovered_at = time
      isDown = false
      peak = { time, value }
      continue
    }
    // From nothing or less no share can be lost.
    const depth_pct = peak.value > 0 ? ((peak.value - value) / peak.value) * 100 : 0
    const last = falls.at(-1)
    if (!isDown || last === undefined) {
      falls.push({ started_at: peak.time, trough_at: time, recovered_at: null, depth_pct })
    } else if (depth_pct > last.depth_pct) Object.assign(last, { trough_at: time, depth_pct })
    isDown = true
  }
  return falls
}

/**
 * The deepest falls of a curve, deepest first: when each began, its depth, and when its peak was reached again (null =
 * not yet; its length then counts to the last point). What happened between two points of the curve is not in it.
 */
export const worstDrawdowns = (points: readonly CurvePoint[], most: number, note?: string): SheetTable => {
  const end = points.at(-1)?.time ?? ''
  const rows = fallsOf(points)
    .filter(({ depth_pct }) => depth_pct >= SHOWN_PCT)
    .toSorted((a, b) => b.depth_pct - a.depth_pct)
    .slice(0, most)
    .map((fall) => ({
      started_at: fall.started_at.slice(0, 10),
      trough_at: fall.trough_at.slice(0, 10),
      recovered_at: fall.recovered_at?.slice(0, 10) ?? null,
      depth_pct: -fall.depth_pct,
      length_days: Math.round(daysBetween(fall.started_at, fall.recovered_at ?? end) * 10) / 10,
    }))
  return {
    title: 'Worst drawdowns',
    columns: [
      { key: 'depth_pct', label: 'Depth', unit: 'percent', signed: true },
      { key: 'started_at', label: 'Peak', unit: 'day' },
      { key: 'trough_at', label: 'Trough', unit: 'day' },
      { key: 'recovered_at', label: 'Recovered', unit: 'day' },
      { key: 'length_days', label: 'Length', unit: 'days' },
    ],
    rows,
    narrow: true,
    ...(note === undefined ? {} : { note }),
  }
}
