import type { Store } from '@papertape/store'
import { sql } from 'kysely'

/** How far alarm-evaluator has saved its fold of the ledger, and the newest minute of the clock in it. */
export type AlarmCheckpoint = { seq: number; ledger_epoch: string; minute: string | null }

const UNDEFINED_TABLE = '42P01'
const UNDEFINED_COLUMN = '42703'

/** What a read of alarm-evaluator's tables answers; nothing before it has made them, or while they are of another version. */
const rowsOf = async <Row>(reading: Promise<{ rows: Row[] }>): Promise<Row[]> => {
  try {
    return (await reading).rows
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === UNDEFINED_TABLE || code === UNDEFINED_COLUMN) return []
    throw error
  }
}

/** alarm-evaluator's checkpoint; `null` where there is none. */
export const alarmCheckpoint = async ({ db }: Pick<Store, 'db'>): Promise<AlarmCheckpoint | null> => {
  const rows = await rowsOf(
    sql<AlarmCheckpoint>`select seq, ledger_epoch, minute from alarm_evaluator.checkpoint`.execute(db),
  )
  return rows[0] ?? null
}

/** Bots of which alarm-evaluator has found the prices stale while they hold trades, and since when. */
export const staleBots = async ({ db }: Pick<Store, 'db'>): Promise<ReadonlyMap<string, string>> => {
  const rows = await rowsOf(
    sql<{ bot_id: string; since: string }>`select bot_id, stale_since as since from alarm_evaluator.bot_state
      where stale_since is not null`.execute(db),
  )
  return new Map(rows.map(({ bot_id, since }) => [bot_id, since]))
}
