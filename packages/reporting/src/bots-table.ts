import type { SheetTable, Value } from '@papertape/report'
import { sql } from 'kysely'
import type { Projection, Subject } from './subject.ts'

/** As many bots are listed, those with the highest return. */
const BOTS_MAX = 100

/** A figure under its name; where there is none, why not, under the name with `_reason` behind it. */
const figureIn = (snapshot: Record<string, unknown>, name: string): Record<string, Value> => {
  const value = snapshot[name]
  if (typeof value === 'number') return { [name]: value }
  // What the projector wrote by `snapshotOf` of packages/metrics.
  const { quality } = snapshot as { quality?: Record<string, { reason: string }> }
  return { [name]: null, [`${name}_reason`]: quality?.[name]?.reason ?? null }
}

/** The public bots of a portfolio, each with its own figures, best first. */
export const readBotsTable = async (projection: Projection, { mode }: Pick<Subject, 'mode'>): Promise<SheetTable> => {
  const rows = await projection
    .selectFrom('bots')
    .innerJoin('kpi_current', 'kpi_current.scope', 'bots.bot_id')
    .select(['bots.bot_id', 'bots.name', 'kpi_current.account_value', 'kpi_current.snapshot'])
    .where('bots.mode', '=', mode)
    .where('bots.public', '=', true)
    .orderBy(sql`(kpi_current.snapshot ->> 'total_return_pct')::float8 desc nulls last`)
    .orderBy('bots.registered_seq')
    .limit(BOTS_MAX + 1)
    .execute()
  return {
    title: 'Bots',
    columns: [
      { key: 'name', label: 'Name', unit: 'text' },
      { key: 'total_return_pct', label: 'Return', unit: 'percent', signed: true },
      { key: 'account_value', label: 'Account value', unit: 'amount' },
      { key: 'max_drawdown_pct', label: 'Max drawdown', unit: 'percent' },
      { key: 'sharpe_ratio', label: 'Sharpe', unit: 'ratio' },
      { key: 'total_trades', label: 'Closed', unit: 'count' },
      { key: 'win_rate_pct', label: 'Win rate', unit: 'percent' },
      { key: 'bot_id', label: 'Bot', unit: 'text' },
    ],
    rows: rows.slice(0, BOTS_MAX).map(({ bot_id, name, account_value, snapshot }) => ({
      name,
      ...figureIn(snapshot, 'total_return_pct'),
      account_value,
      ...figureIn(snapshot, 'max_drawdown_pct'),
      ...figureIn(snapshot, 'sharpe_ratio'),
      ...figureIn(snapshot, 'total_trades'),
      ...figureIn(snapshot, 'win_rate_pct'),
      bot_id,
    })),
    ...(rows.length > BOTS_MAX ? { note: `The ${BOTS_MAX} with the highest return.` } : {}),
  }
}
