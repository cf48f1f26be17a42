import type { Figure } from '../figure.ts'
import { missing, sampled } from '../figure.ts'
import { nearestRatio } from '../nearest-ratio.ts'
import { closedTrades } from '../trade-stats.ts'
import type { TradeSums } from './trade-sums.ts'

/**
 * System quality number: √n × mean / standard deviation (ddof 1) of net profits, without unit; null below two trades and
 * where all are equal. From exact sums: mean² / variance is the quotient of two integers. Reference: Tharp 2008, who takes
 * R multiples and stops at n = 100; on net profits and all trades as freqtrade, where each trade has the same size.
 */
export const sqnOf = (sums: TradeSums): Figure => {
  const n = closedTrades({ ...sums, consecutive_losses: 0 })
  if (n < 2) return missing(n, n === 0 ? 'NO_TRADES' : 'TOO_FEW')
  const net = sums.won + sums.lost
  const spread = BigInt(n) * sums.squares - net * net
  if (spread <= 0n) return missing(n, 'ZERO_VARIANCE')
  const size = Math.sqrt(nearestRatio(net * net * BigInt(n - 1), spread))
  return sampled(net < 0n ? -size : size, n)
}
