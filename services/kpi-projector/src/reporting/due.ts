/** What the ledger's clock asks for, having gone from one minute to another. */
export type Due = {
  /** The newest report time passed; `null` = none. */
  report: string | null
  /** Whether an update is due. */
  update: boolean
}

/** What a clock asks for that stands still, or whose calls are passed over. */
export const NOTHING_DUE: Due = { report: null, update: false }

export type Intervals = { reportSeconds: number; updateSeconds: number }

/** The newest multiple of an interval that is later than `from` and not later than `to`; `null` = there is none. */
const newestBetween = (from: string, to: string, seconds: number): string | null => {
  const ms = seconds * 1000
  const newest = Math.floor(Date.parse(to) / ms) * ms
  return newest > Date.parse(from) ? new Date(newest).toISOString() : null
}

/**
 * What is due when the clock has come from `from` (`null` = it was never looked at) to `to`. Times that were passed over
 * are not made up: however far the clock has gone, one report is due at most. A clock that has gone back, as that of a
 * ledger restored from an older copy, asks for nothing.
 */
export const dueBetween = (from: string | null, to: string, { reportSeconds, updateSeconds }: Intervals): Due =>
  from === null
    ? { report: null, update: true }
    : {
        report: newestBetween(from, to, reportSeconds),
        update: newestBetween(from, to, updateSeconds) !== null,
      }
