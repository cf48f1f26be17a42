import type { Store } from '@papertape/store'
import { sql } from 'kysely'

/** How far alarm-evaluator has saved its fold of the ledger; `null` before it has made its tables. */
export const alarmCheckpoint = async (store: Store): Promise<{ seq: number; ledger_epoch: string } | null> => {
  const { rows: found } = await sql<{ made: boolean }>`
    select to_regclass('alarm_evaluator.checkpoint') is not null as made`.execute(store.db)
  if (found[0]?.made !== true) return null
  const { rows } = await sql<{ seq: number; ledger_epoch: string }>`
    select seq, ledger_epoch from alarm_evaluator.checkpoint`.execute(store.db)
  return rows[0] ?? null
}
