import type { CurrentKpi } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import type { FigureName } from '../../figures/formula-texts.ts'
import { figureName } from '../../figures/formulas.ts'
import { FigureValue } from '../../ui/figure-value.tsx'
import { Info } from '../../ui/info.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { performanceTexts } from './texts.ts'

const texts = words({
  en: {
    returns: 'Returns',
    ratios: 'Risk and ratios',
    drawdown: 'Drawdown',
    account: 'Account',
    activity: 'Positions and activity',
    figure: 'Figure',
    value: 'Value',
    n: 'n',
    state: 'State',
  },
  tr: {
    returns: 'Getiriler',
    ratios: 'Risk ve oranlar',
    drawdown: 'Düşüş',
    account: 'Hesap',
    activity: 'Pozisyonlar ve etkinlik',
    figure: 'Değer adı',
    value: 'Değer',
    n: 'n',
    state: 'Durum',
  },
})

/** The groups of QuantStats' tear sheet, with the names of the API. */
const GROUPS = {
  returns: [
    'total_return_pct',
    'cagr_pct',
    'roi_pct',
    'daily_return_pct',
    'weekly_return_pct',
    'monthly_return_pct',
    'return_24h_pct',
    'return_7d_pct',
    'return_30d_pct',
  ],
  ratios: [
    'sharpe_ratio',
    'sortino_ratio',
    'calmar_ratio',
    'volatility_pct',
    'var_95_pct',
    'cvar_95_pct',
    'profit_factor',
    'expectancy_ratio',
  ],
  drawdown: [
    'max_drawdown_pct',
    'max_drawdown_amount',
    'max_drawdown_started_at',
    'max_drawdown_trough_at',
    'max_drawdown_recovered_at',
    'current_drawdown_pct',
    'current_drawdown_started_at',
  ],
  account: ['account_value', 'cash_balance', 'realized_pnl', 'unrealized_pnl', 'total_fees'],
  activity: [
    'active_positions',
    'total_exposure_pct',
    'largest_position_pct',
    'turnover',
    'trades_per_day',
    'consecutive_losses',
    'max_consecutive_losses',
  ],
} as const satisfies Readonly<Record<string, readonly (FigureName & keyof CurrentKpi)[]>>

const groups = Object.entries(GROUPS) as readonly [keyof typeof GROUPS, readonly (FigureName & keyof CurrentKpi)[]][]

/** Everything that the figures of the account say, by group. They are of the whole record. */
export const AccountFigures = ({ read }: { read: ReadonlySignal<Read<CurrentKpi>> }): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id="account-figures"
      title={say(performanceTexts).account}
      read={read}
      height="420px"
      table={(kpi) => ({
        caption: say(performanceTexts).account,
        columns: [t.figure, t.value, t.n, t.state],
        rows: groups
          .flatMap(([, names]) => names)
          .map((name) => [name, plain(kpi[name]), kpi.quality[name]?.n ?? null, kpi.quality[name]?.reason ?? null]),
      })}
    >
      {(kpi) => (
        <>
          <div class="figure-groups">
            {groups.map(([group, names]) => (
              <Group key={group} title={t[group]} names={names} kpi={kpi} />
            ))}
          </div>
          <NotNarrowed period />
        </>
      )}
    </Panel>
  )
}

const plain = (value: CurrentKpi[FigureName & keyof CurrentKpi]): string | number | null => value

type GroupProps = { title: string; names: readonly (FigureName & keyof CurrentKpi)[]; kpi: CurrentKpi }

const Group = ({ title, names, kpi }: GroupProps): JSX.Element => (
  <table class="data figures">
    <caption>{title}</caption>
    <tbody>
      {names.map((name) => (
        <tr key={name}>
          <th scope="row">
            {figureName(name)} <Info of={figureName(name)} names={[name]} />
          </th>
          <td class="number">
            <FigureValue name={name} value={kpi[name]} quality={kpi.quality[name]} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
