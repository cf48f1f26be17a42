import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { asOfQuery, period, scope, tradeScope } from '../../route/scope.ts'
import { DailyReturns } from './daily-returns.tsx'
import './distribution.css'
import { SpreadPanel } from './spread.tsx'
import { TopTrades } from './top-trades.tsx'

const SLOWLY = { refreshMs: 20_000 }

/** How days and trades are spread: what is usual, and what the extremes are. */
export default function DistributionPage(): JSX.Element {
  const days = { ...scope.value, ...period.value, ...asOfQuery.value }
  const trades = { ...tradeScope.value, ...asOfQuery.value }
  const returns = useRead(['returns', days], (client, signal) => client.getReturns(days, { signal }), SLOWLY)
  const statistics = useRead(
    ['trade-statistics', trades],
    (client, signal) => client.getTradeStatistics(trades, { signal }),
    SLOWLY,
  )
  return (
    <div class="page">
      <DailyReturns read={returns} />
      <SpreadPanel read={statistics} of="pnl_pct" />
      <SpreadPanel read={statistics} of="r_multiples" />
      <SpreadPanel read={statistics} of="durations" />
      <TopTrades read={statistics} />
    </div>
  )
}
