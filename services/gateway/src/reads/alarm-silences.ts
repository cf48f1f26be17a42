import type { Projection } from './coverage.ts'

/** The silences that hold at `now`, RFC 3339, the next to end first. For operators: they may be of private bots. */
export const readSilences = (projection: Projection, now: string) =>
  projection
    .selectFrom('alarm_silences')
    .select(['bot_id', 'alarm_type', 'silenced_until', 'silenced_by', 'silenced_reason', 'silenced_at', 'ledger_seq'])
    .where('silenced_until', '>', now)
    .orderBy('silenced_until')
    .execute()
