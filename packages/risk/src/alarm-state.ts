import { ALARM_LEVELS, type AlarmLevel } from '@papertape/events'

/** A fact's time per level. */
type Times = { readonly [Level in AlarmLevel]?: string }

/**
 * How one alarm type of one bot stands. Plain JSON.
 *
 * - `normal`: the figure is not bad.
 * - `pending`: it is, but that level was raised so recently that its cooldown withholds it; where a milder level could be
 *   raised instead, it is, and the worse one follows with the next fact.
 * - `active`: raised at `level`.
 * - `recovering`: raised, and the figure has come back by the margin, but not for the dwell yet.
 */
export type AlarmState = {
  readonly phase: 'normal' | 'pending' | 'active' | 'recovering'
  /** The newest fact time it has seen. */
  readonly time: string | null
  /** Of the active alarm. */
  readonly level: AlarmLevel | null
  readonly alarm_id: string | null
  /** Since when the figure has been back from each level up to `level`, without a break. */
  readonly recovered_since: Times
  /** When each level was last raised or escalated to: where its cooldown starts. */
  readonly raised_at: Times
}

/** Never raised. */
export const NORMAL: AlarmState = {
  phase: 'normal',
  time: null,
  level: null,
  alarm_id: null,
  recovered_since: {},
  raised_at: {},
}

/** Severity of a level, 0 = mildest. */
export const severityOf = (level: AlarmLevel): number => ALARM_LEVELS.indexOf(level)

/** Whether time alone can move it on: then every fact time is to be shown to it, not only snapshots. */
export const isRestless = (state: AlarmState): boolean => state.phase === 'pending' || state.phase === 'recovering'

/** The state for a clock that starts anew, as each replay's does: nothing measured on the old one counts. */
export const onNewClock = (state: AlarmState): AlarmState => ({
  ...state,
  time: null,
  recovered_since: {},
  raised_at: {},
})
