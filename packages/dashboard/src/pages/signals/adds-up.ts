import type { SignalTotals } from '@papertape/client'
import { checkedNumber, WrongData } from '../../format/wrong-data.ts'

export type Rejected = { readonly reason: string; readonly count: number }

/** The rejections by reason, the most frequent first. @throws WrongData where the totals do not add up. */
export const reasonsOf = (totals: SignalTotals): readonly Rejected[] => {
  const { received, accepted, rejected, by_reason } = totals
  const reasons = Object.entries(by_reason)
    .map(([reason, count]) => ({ reason, count: checkedNumber(count) }))
    .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
  const byReason = reasons.reduce((sum, { count }) => sum + count, 0)
  if (received !== accepted + rejected) throw new WrongData(`${received} ≠ ${accepted} + ${rejected} signals`)
  if (rejected !== byReason) throw new WrongData(`${rejected} rejected ≠ ${byReason} by reason`)
  return reasons
}
