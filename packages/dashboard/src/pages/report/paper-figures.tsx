import type { CurrentKpi } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import type { FigureName } from '../../figures/formula-texts.ts'
import { figureName } from '../../figures/formulas.ts'
import { FigureValue } from '../../ui/figure-value.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: { title: 'Key figures', none: 'No bot of this kind has been registered yet.' },
  tr: { title: 'Temel değerler', none: 'Bu türde henüz bot kaydedilmedi.' },
})

const NAMES = [
  'account_value',
  'total_return_pct',
  'cagr_pct',
  'realized_pnl',
  'unrealized_pnl',
  'total_fees',
  'sharpe_ratio',
  'sortino_ratio',
  'calmar_ratio',
  'volatility_pct',
  'max_drawdown_pct',
  'current_drawdown_pct',
  'profit_factor',
  'win_rate_pct',
  'expectancy',
  'total_exposure_pct',
] as const satisfies readonly (FigureName & keyof CurrentKpi)[]

/** How the account stands, in figures. */
export const PaperFigures = ({ read }: { read: ReadonlySignal<Read<CurrentKpi>> }): JSX.Element => (
  <Panel
    id="paper-figures"
    title={say(texts).title}
    read={read}
    height="200px"
    empty={({ timestamp }) => (timestamp === null ? say(texts).none : null)}
  >
    {(kpi) => (
      <>
        <dl class="paper-figures">
          {NAMES.map((name) => (
            <div key={name}>
              <dt>{figureName(name)}</dt>
              <dd>
                <FigureValue name={name} value={kpi[name]} quality={kpi.quality[name]} />
              </dd>
            </div>
          ))}
        </dl>
        <NotNarrowed period />
      </>
    )}
  </Panel>
)
