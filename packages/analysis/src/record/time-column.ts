import type { Column, Header } from '../reading/header.ts'

/** Names that mean a time, the contract's first. */
const TIME = [
  'time',
  'timestamp',
  'datetime',
  'date',
  'day',
  'ts',
  'time_ms',
  'ts_ms',
  'timestamp_ms',
  'time_ns',
  'ts_ns',
  'timestamp_ns',
  'open_time_ms',
  'open_time',
  'executed_at',
  'trade_time',
] as const

/** The column of times, or `null`. */
export const timeColumn = (header: Header): Column | null => {
  const named = header.find(...TIME)
  // What pandas writes for an index without a name.
  return named ?? (header.names[0] === '' ? { index: 0, name: '(the first column)' } : null)
}
