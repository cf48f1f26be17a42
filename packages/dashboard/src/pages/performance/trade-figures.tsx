import type { TradeFigures, TradeStatistics } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Read } from '../../data/use-read.ts'
import type { FigureName } from '../../figures/formula-texts.ts'
import { figureName } from '../../figures/formulas.ts'
import { FigureValue } from '../../ui/figure-value.tsx'
import { Info } from '../../ui/info.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { performanceTexts } from './texts.ts'

const texts = words({
  en: {
    figure: 'Figure',
    all: 'All',
    long: 'Long',
    short: 'Short',
    counts: 'Trades',
    profit: 'Profit',
    single: 'A single trade',
    quality: 'Quality',
    period: 'By when trades were entered.',
  },
  tr: {
    figure: 'Değer',
    all: 'Tümü',
    long: 'Alış',
    short: 'Açığa satış',
    counts: 'İşlemler',
    profit: 'Kâr',
    single: 'Tek bir işlem',
    quality: 'Nitelik',
    period: 'İşlemlerin giriş zamanına göre.',
  },
})

type Name = FigureName & keyof TradeFigures

const GROUPS: Readonly<Record<'counts' | 'profit' | 'single' | 'quality', readonly Name[]>> = {
  counts: [
    'trades',
    'winning_trades',
    'losing_trades',
    'breakeven_trades',
    'win_rate_pct',
    'max_consecutive_wins',
    'max_consecutive_losses',
  ],
  profit: ['gross_pnl', 'fees', 'realized_pnl'],
  single: ['expectancy', 'average_win', 'average_loss', 'largest_win', 'largest_loss', 'average_duration_seconds'],
  quality: ['profit_factor', 'payoff_ratio', 'expectancy_ratio', 'sqn', 'kelly_pct'],
}
const groups = Object.entries(GROUPS) as readonly [keyof typeof GROUPS, readonly Name[]][]
const SIDES = ['all', 'long', 'short'] as const

/** Amounts to their last place where they are told so. */
const valueOf = (figures: TradeFigures, name: Name): string | number | null =>
  name === 'gross_pnl' || name === 'fees' || name === 'realized_pnl' ? figures.exact[name] : figures[name]

/** What closed trades came to: all, those that bought and those that sold short. */
export const TradeFiguresPanel = ({ read }: { read: ReadonlySignal<Read<TradeStatistics>> }): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id="trade-figures"
      title={say(performanceTexts).trades}
      read={read}
      height="420px"
      empty={({ all }) => (all.trades === 0 ? say(performanceTexts).noTrades : null)}
      table={(statistics) => ({
        caption: say(performanceTexts).trades,
        columns: [t.figure, t.all, t.long, t.short],
        rows: groups
          .flatMap(([, names]) => names)
          .map((name) => [name, ...SIDES.map((side) => valueOf(statistics[side], name))]),
      })}
    >
      {(statistics) => (
        <>
          <div class="scroll" tabIndex={0} role="group" aria-label={say(performanceTexts).trades}>
            <table class="data figures sides">
              <caption class="visually-hidden">{say(performanceTexts).trades}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.figure}</th>
                  {SIDES.map((side) => (
                    <th key={side} scope="col" class="number">
                      {t[side]}
                    </th>
                  ))}
                </tr>
              </thead>
              {groups.map(([group, names]) => (
                <tbody key={group}>
                  <tr>
                    <th scope="rowgroup" colSpan={4} class="group">
                      {t[group]}
                    </th>
                  </tr>
                  {names.map((name) => (
                    <Row key={name} name={name} statistics={statistics} />
                  ))}
                </tbody>
              ))}
            </table>
          </div>
          <p class="note">{t.period}</p>
        </>
      )}
    </Panel>
  )
}

const Row = ({ name, statistics }: { name: Name; statistics: TradeStatistics }): JSX.Element => (
  <tr>
    <th scope="row">
      {figureName(name)} <Info of={figureName(name)} names={[name]} />
    </th>
    {SIDES.map((side) => (
      <td key={side} class="number">
        <FigureValue name={name} value={valueOf(statistics[side], name)} quality={statistics[side].quality[name]} />
      </td>
    ))}
  </tr>
)
