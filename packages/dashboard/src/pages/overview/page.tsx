import type { JSX } from 'preact'
import { TimeChart } from '../../charts/time-chart.tsx'
import { useRead } from '../../data/use-read.ts'
import { money } from '../../format/number.ts'
import { asOfQuery, scope } from '../../route/scope.ts'
import { Card } from '../../ui/card.tsx'
import { Gain, Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'

export default function OverviewPage(): JSX.Element {
  const query = { ...scope.value, ...asOfQuery.value }
  const kpi = useRead(['kpi', query], (client, signal) => client.getCurrentKpi(query, { signal }))
  const history = useRead(['history', query], (client, signal) =>
    client.getKpiHistory({ ...query, hours: 720 }, { signal }),
  )
  return (
    <div class="page">
      <Panel id="figures" title="Figures" read={kpi}>
        {(now) => (
          <dl class="cards">
            <Card id="account_value" label="Account value" info={['account_value']}>
              <Maybe value={now.account_value} reason={now.quality['account_value']?.reason ?? null} as={money} />
            </Card>
            <Card id="realized_pnl" label="Realised">
              <Gain value={now.realized_pnl} />
            </Card>
          </dl>
        )}
      </Panel>
      <Panel id="equity" title="Equity" read={history} height="260px">
        {(points) => (
          <TimeChart
            times={points.map(({ timestamp }) => timestamp ?? '')}
            summary="equity"
            series={[
              {
                label: 'Equity',
                values: points.map(({ account_value }) => account_value),
                kind: 'area',
                color: 'accent',
                format: money,
              },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}
