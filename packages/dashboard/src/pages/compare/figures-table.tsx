import type { LeaderboardRow } from '@papertape/client'
import type { JSX } from 'preact'
import { figureName } from '../../figures/formulas.ts'
import { linkTo } from '../../route/url.ts'
import { FigureValue } from '../../ui/figure-value.tsx'
import { Info } from '../../ui/info.tsx'
import { say, words } from '../../words/words.ts'
import { bestOf } from './best.ts'
import { Delta } from './delta.tsx'

const texts = words({
  en: { caption: 'Figures of the bots side by side', figure: 'Figure', best: 'best', delta: 'Second − first' },
  tr: { caption: 'Botların değerleri yan yana', figure: 'Değer', best: 'en iyi', delta: 'İkinci − birinci' },
})

const NAMES = [
  'account_value',
  'total_return_pct',
  'cagr_pct',
  'realized_pnl',
  'unrealized_pnl',
  'max_drawdown_pct',
  'current_drawdown_pct',
  'volatility_pct',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'var_95_pct',
  'cvar_95_pct',
  'total_trades',
  'win_rate_pct',
  'profit_factor',
  'expectancy',
  'average_win',
  'average_loss',
  'max_consecutive_losses',
  'average_duration_seconds',
  'trades_per_day',
  'turnover',
  'active_positions',
  'total_exposure_pct',
] as const

/** A row per figure and a column per bot; the best value of a row says so. Of two bots the difference stands behind. */
export const FiguresTable = ({ rows }: { rows: readonly LeaderboardRow[] }): JSX.Element => {
  const t = say(texts)
  const [first, second] = rows
  const two = rows.length === 2 && first !== undefined && second !== undefined
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t.caption}>
      <table class="data compare">
        <caption class="visually-hidden">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.figure}</th>
            {rows.map(({ bot_id, name }) => (
              <th key={bot_id} scope="col" class="number">
                <a href={linkTo(`/bots/${encodeURIComponent(bot_id)}`)}>{name}</a>
              </th>
            ))}
            {two ? (
              <th scope="col" class="number">
                {t.delta}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {NAMES.map((name) => {
            const best = bestOf(
              name,
              rows.map(({ kpi }) => kpi[name]),
            )
            return (
              <tr key={name}>
                <th scope="row">
                  {figureName(name)} <Info of={figureName(name)} names={[name]} />
                </th>
                {rows.map(({ bot_id, kpi }) => (
                  <td key={bot_id} class={`number ${best !== null && kpi[name] === best ? 'best' : ''}`}>
                    {best !== null && kpi[name] === best ? (
                      <span class="badge" title={t.best}>
                        <span aria-hidden="true">★</span>
                        <span class="visually-hidden">{t.best}</span>
                      </span>
                    ) : null}{' '}
                    <FigureValue name={name} value={kpi[name]} quality={kpi.quality[name]} />
                  </td>
                ))}
                {two ? (
                  <td class="number">
                    <Delta name={name} from={first.kpi[name]} to={second.kpi[name]} />
                  </td>
                ) : null}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
