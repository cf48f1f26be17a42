import type { Coverage, Projection } from './coverage.ts'

/** Bots whose alarms see nothing at present: their prices are stale while they hold trades. Silence is not calm. */
export type Monitoring = {
  state: 'OK' | 'NO_DATA'
  no_data: { bot_id: string; reason: 'PRICES_STALE'; since: string }[]
}

/** Whether the alarms of a coverage have data to judge by. */
export const readMonitoring = async (
  projection: Projection,
  { mode, bot_id, operator }: Coverage,
): Promise<Monitoring> => {
  const rows = await projection
    .selectFrom('bot_states')
    .innerJoin('bots', 'bots.bot_id', 'bot_states.bot_id')
    .select(['bots.bot_id', 'last_updated_at'])
    .where('status', '=', 'error')
    .where('mode', '=', mode)
    .$if(bot_id !== null, (bots) => bots.where('bots.bot_id', '=', bot_id ?? ''))
    .$if(!operator, (bots) => bots.where('public', '=', true))
    .orderBy('registered_seq')
    .execute()
  return {
    state: rows.length === 0 ? 'OK' : 'NO_DATA',
    no_data: rows.map((row) => ({ bot_id: row.bot_id, reason: 'PRICES_STALE', since: row.last_updated_at })),
  }
}
