/** Whether a bot's alarms have data to judge by. Silence under `NO_DATA` is not calm. */
export type Monitoring = {
  state: 'OK' | 'NO_DATA'
  reason: 'CLOCK_STOPPED' | 'EVALUATOR_BEHIND' | 'PROJECTOR_BEHIND' | 'PRICES_STALE' | null
  /** RFC 3339; the last moment of which anything is known, or at which the prices were found stale. `null` = never was. */
  since: string | null
}

/** How far the parts have come that alarms and their readers rest on: full minutes of the clock, `null` = none yet. */
export type Behind = {
  /** The time of now, of whoever asks. */
  now: string
  /** The newest minute in the ledger. */
  ledger_minute: string | null
  /** The newest minute that alarm-evaluator has saved. */
  evaluator_minute: string | null
  /** The newest minute that kpi-projector has committed. */
  projector_minute: string | null
}

/** The clock ticks once a minute; two missed ones and some seconds are more than a restart takes. */
const BEHIND_MS = 150_000

const isBehind = (minute: string | null, than: string): boolean =>
  minute === null || Date.parse(than) - Date.parse(minute) > BEHIND_MS

/**
 * How the watch over one bot is. The first reason that applies, from the source down: where the clock stands still nothing
 * else can be told.
 */
export const monitoringOf = (behind: Behind, staleSince: string | null): Monitoring => {
  const { now, ledger_minute, evaluator_minute, projector_minute } = behind
  const noData = (reason: Monitoring['reason'], since: string | null): Monitoring => ({
    state: 'NO_DATA',
    reason,
    since,
  })
  if (ledger_minute === null || isBehind(ledger_minute, now)) return noData('CLOCK_STOPPED', ledger_minute)
  if (isBehind(evaluator_minute, ledger_minute)) return noData('EVALUATOR_BEHIND', evaluator_minute)
  if (isBehind(projector_minute, ledger_minute)) return noData('PROJECTOR_BEHIND', projector_minute)
  return staleSince === null ? { state: 'OK', reason: null, since: null } : noData('PRICES_STALE', staleSince)
}
