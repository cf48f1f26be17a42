import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { asOfQuery, period, scope, tradeFilters, tradeScope } from '../../route/scope.ts'
import { AccountFigures } from './account-figures.tsx'
import { hoursBackTo } from './aligned.ts'
import { AttributionPanel } from './attribution.tsx'
import { DrawdownsPanel } from './drawdowns.tsx'
import { EquityPanel } from './equity.tsx'
import './performance.css'
import { ProfitPanel } from './profit.tsx'
import { RollingPanel } from './rolling.tsx'
import { TradeFiguresPanel } from './trade-figures.tsx'
import { UnderwaterPanel } from './underwater.tsx'
import { WinRatePanel } from './win-rate.tsx'

/** What days make changes slowly. */
const SLOWLY = { refreshMs: 20_000 }

/** How an account did: its curve, its falls, its figures, and where they came from. */
export default function PerformancePage(): JSX.Element {
  const whose = { ...scope.value, ...asOfQuery.value }
  const hours = hoursBackTo(period.value.from, Date.now())
  const [symbol, another] = tradeFilters.value.symbol ?? []
  const held = { ...whose, ...(symbol === undefined || another !== undefined ? {} : { symbol }) }
  const days = { ...whose, ...period.value }
  const trades = { ...tradeScope.value, ...asOfQuery.value }

  const history = useRead(['history', whose, hours], (client, signal) =>
    client.getKpiHistory({ ...whose, hours }, { signal }),
  )
  const hold = useRead(['benchmark', held], (client, signal) => client.getBenchmark(held, { signal }), SLOWLY)
  const returns = useRead(['returns', days], (client, signal) => client.getReturns(days, { signal }), SLOWLY)
  const kpi = useRead(['kpi', whose], (client, signal) => client.getCurrentKpi(whose, { signal }))
  const performance = useRead(
    ['performance', whose],
    (client, signal) => client.getPerformance(whose, { signal }),
    SLOWLY,
  )
  const statistics = useRead(
    ['trade-statistics', trades],
    (client, signal) => client.getTradeStatistics(trades, { signal }),
    SLOWLY,
  )
  return (
    <div class="page">
      <EquityPanel read={history} hold={hold} />
      <UnderwaterPanel read={history} />
      <DrawdownsPanel read={returns} />
      <ProfitPanel performance={performance} returns={returns} />
      <RollingPanel read={returns} of="ratios" />
      <RollingPanel read={returns} of="spread" />
      <WinRatePanel read={history} />
      <AccountFigures read={kpi} />
      <TradeFiguresPanel read={statistics} />
      <AttributionPanel read={statistics} />
    </div>
  )
}
