import type { TradeDetail } from '@papertape/client'

/**
 * Whether a trade was at a moment of the past, told as a ledger sequence or a time, what it is now: all its facts were
 * written by then. One that is open may look the same later, but its prices and age do not, so it never was.
 */
export const stoodThen = ({ status, events }: Pick<TradeDetail, 'status' | 'events'>, asOf: string): boolean => {
  if (status === 'OPEN' || status === 'WAITING') return false
  const isSequence = /^\d+$/.test(asOf)
  return events.every(({ ledger_seq, recorded_at }) =>
    isSequence ? ledger_seq <= Number(asOf) : Date.parse(recorded_at) <= Date.parse(asOf),
  )
}
