/** Fields that a trade has only once it has ended, as they are until then. Its `fees` are its `entry_fee` as long. */
export const NOT_ENDED = {
  status: 'OPEN',
  exit_price: null,
  exit_time: null,
  duration_seconds: null,
  gross_pnl: null,
  exit_fee: null,
  realized_pnl: null,
  realized_pnl_pct: null,
  ambiguous: false,
  missed_reason: null,
  closed_by: null,
} as const
