import type { CurrentKpi } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { count, money, pct, ratio } from '../../format/number.ts'
import { duration } from '../../format/time.ts'
import { asOfQuery } from '../../route/scope.ts'
import { Card } from '../../ui/card.tsx'
import { Gain, GainPct, Maybe } from '../../ui/figure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Figures of this bot',
    account_value: 'Account value',
    total_return_pct: 'Total return',
    realized_pnl: 'Closed P/L',
    unrealized_pnl: 'Open P/L',
    win_rate_pct: 'Win rate',
    profit_factor: 'Profit factor',
    expectancy: 'Expectancy',
    sharpe_ratio: 'Sharpe',
    sortino_ratio: 'Sortino',
    max_drawdown_pct: 'Max drawdown',
    current_drawdown_pct: 'Current drawdown',
    average_duration_seconds: 'Mean holding time',
    wl: (won: string, lost: string) => `${won} won, ${lost} lost`,
    n: (n: string) => `n = ${n}: too few to rely on`,
    wide: 'Of the whole record: neither the period nor filters of trades narrow these.',
  },
  tr: {
    title: 'Bu botun değerleri',
    account_value: 'Hesap değeri',
    total_return_pct: 'Toplam getiri',
    realized_pnl: 'Kapanan K/Z',
    unrealized_pnl: 'Açık K/Z',
    win_rate_pct: 'Kazanma oranı',
    profit_factor: 'Kâr faktörü',
    expectancy: 'Beklenti',
    sharpe_ratio: 'Sharpe',
    sortino_ratio: 'Sortino',
    max_drawdown_pct: 'En büyük düşüş',
    current_drawdown_pct: 'Şimdiki düşüş',
    average_duration_seconds: 'Ortalama tutma süresi',
    wl: (won: string, lost: string) => `${won} kazanan, ${lost} kaybeden`,
    n: (n: string) => `n = ${n}: güvenmek için çok az`,
    wide: 'Tüm kaydın değerleridir: ne dönem ne de işlem filtreleri bunları daraltır.',
  },
})

type Kind = 'money' | 'gain' | 'gainPct' | 'pct' | 'ratio' | 'duration'
const CARDS = [
  ['account_value', 'money'],
  ['total_return_pct', 'gainPct'],
  ['realized_pnl', 'gain'],
  ['unrealized_pnl', 'gain'],
  ['win_rate_pct', 'pct'],
  ['profit_factor', 'ratio'],
  ['expectancy', 'gain'],
  ['sharpe_ratio', 'ratio'],
  ['sortino_ratio', 'ratio'],
  ['max_drawdown_pct', 'pct'],
  ['current_drawdown_pct', 'pct'],
  ['average_duration_seconds', 'duration'],
] as const satisfies readonly (readonly [keyof CurrentKpi, Kind])[]

/** The key figures of one bot. */
export const BotFigures = ({ id }: { id: string }): JSX.Element => {
  const query = { bot_id: id, ...asOfQuery.value }
  const read = useRead(['bot-kpi', query], (client, signal) => client.getCurrentKpi(query, { signal }))
  const t = say(texts)
  return (
    <Panel id="figures" title={t.title} read={read} height="10rem">
      {(kpi) => (
        <>
          <dl class="cards">
            {CARDS.map(([name, kind]) => (
              <Card key={name} id={name} label={t[name]} info={[name]} below={below(kpi, name)}>
                <Value kind={kind} value={kpi[name]} reason={kpi.quality[name]?.reason ?? null} />
              </Card>
            ))}
          </dl>
          <p class="quiet">{t.wide}</p>
        </>
      )}
    </Panel>
  )
}

type ValueProps = { kind: Kind; value: number | null; reason: string | null }

const Value = ({ kind, value, reason }: ValueProps): JSX.Element => {
  if (kind === 'gain') return <Gain value={value} reason={reason} />
  if (kind === 'gainPct') return <GainPct value={value} reason={reason} />
  const as = { money, pct: (one: number) => pct(one), ratio: (one: number) => ratio(one), duration }[kind]
  return <Maybe value={value} reason={reason} as={as} />
}

/** What a figure rests on. */
const below = (kpi: CurrentKpi, name: (typeof CARDS)[number][0]): string | undefined => {
  const t = say(texts)
  const quality = kpi.quality[name]
  if (quality?.state === 'low_sample') return t.n(count(quality.n))
  if (name === 'win_rate_pct' && kpi.winning_trades !== null && kpi.losing_trades !== null) {
    return t.wl(count(kpi.winning_trades), count(kpi.losing_trades))
  }
  return undefined
}
