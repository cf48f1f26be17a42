import type { SheetTable } from '@papertape/report'
import type { Projection } from './subject.ts'

/** What was closed under each policy that a bot has had, newest first. */
export const readPoliciesTable = async (projection: Projection, botId: string): Promise<SheetTable> => {
  const rows = await projection
    .selectFrom('kpi_segments')
    .select(['started_at', 'position_size', 'trades', 'fees', 'realized_pnl', 'policy_hash'])
    .where('bot_id', '=', botId)
    .orderBy('from_seq', 'desc')
    .execute()
  return {
    title: 'Policies',
    columns: [
      { key: 'started_at', label: 'In force from (UTC)', unit: 'time' },
      { key: 'realized_pnl', label: 'Net P/L', unit: 'amount', signed: true },
      { key: 'trades', label: 'Trades', unit: 'count' },
      { key: 'fees', label: 'Fees', unit: 'amount' },
      { key: 'position_size', label: 'Size', unit: 'amount' },
      { key: 'policy_hash', label: 'Policy', unit: 'text' },
    ],
    rows: rows.map(({ policy_hash, ...row }) => ({ ...row, policy_hash: policy_hash.slice(0, 12) })),
    note: 'A trade counts under the policy in force when it closed.',
  }
}
