import type { Performance, Returns } from '@papertape/client'
import type { JSX } from 'preact'
import { useRead } from '../../data/use-read.ts'
import { exactSum } from '../../format/decimal.ts'
import { count, gain, gainPct } from '../../format/number.ts'
import { asOfQuery, period, scope } from '../../route/scope.ts'
import { Gain } from '../../ui/figure.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { profitBars } from '../performance/bars.ts'
import { type Month, type YearRow, yearRows } from './grid.ts'
import { Heatmap } from './heatmap.tsx'
import './monthly.css'

const texts = words({
  en: {
    returns: 'Returns by month',
    profit: 'Realised P/L by month',
    none: 'There is no day on record in this period yet.',
    noTrades: 'No trade was closed in this period yet.',
    days: (n: string) => (n === '1' ? '1 day' : `${n} days`),
    trades: (n: string) => (n === '1' ? '1 trade' : `${n} trades`),
    compounded: 'Time-weighted: deposits do not move it. A year is its months compounded; the running day counts.',
    booked: 'By when trades were closed, UTC. Months that reach into the period are shown whole.',
    sum: 'Sum of all months',
    month: 'Month',
    value: 'Value',
    basis: 'Days or trades',
  },
  tr: {
    returns: 'Aya göre getiri',
    profit: 'Aya göre gerçekleşen K/Z',
    none: 'Bu dönemde henüz kayıtlı gün yok.',
    noTrades: 'Bu dönemde henüz kapanan işlem yok.',
    days: (n: string) => `${n} gün`,
    trades: (n: string) => `${n} işlem`,
    compounded: 'Zaman ağırlıklı: para girişleri etkilemez. Yıl, aylarının bileşiğidir; süren gün sayılır.',
    booked: 'İşlemlerin kapandığı zamana göre, UTC. Döneme uzanan aylar bütün olarak gösterilir.',
    sum: 'Tüm ayların toplamı',
    month: 'Ay',
    value: 'Değer',
    basis: 'Gün veya işlem',
  },
})

const SLOWLY = { refreshMs: 20_000 }

const returnRows = ({ months, years }: Returns): readonly YearRow[] => {
  const t = say(texts)
  return yearRows(
    months.map(({ month: name, return_pct: value, days }) => ({ name, value, note: t.days(count(days)) })),
    years.map(({ year, return_pct: value, days }) => ({ name: String(year), value, note: t.days(count(days)) })),
  )
}

/** Months as amounts, and years as the exact sums of the months shown. */
const profitMonths = (performance: Performance): readonly (Month & { value: string })[] => {
  const trades = new Map(performance.pnl_by_month.map((slice) => [slice.value, slice.trades]))
  return profitBars(performance, 'month', period.value).map(({ name, exact }) => ({
    name,
    value: exact ?? '0',
    note: say(texts).trades(count(trades.get(name) ?? 0)),
  }))
}

const profitRows = (performance: Performance): readonly YearRow[] => {
  const months = profitMonths(performance)
  const years = [...new Set(months.map(({ name }) => name.slice(0, 4)))]
  return yearRows(
    months,
    years.map((year) => ({
      name: year,
      value: exactSum(months.filter(({ name }) => name.startsWith(year)).map(({ value }) => value)),
      note: '',
    })),
  )
}

const tableOf = (caption: string, rows: readonly YearRow[]) => ({
  caption,
  columns: [say(texts).month, say(texts).value, say(texts).basis],
  rows: rows.flatMap(({ months, total }) =>
    [...months, total].flatMap((month) => (month === null ? [] : [[month.name, month.value, month.note]])),
  ),
})

/** What each month and each year came to: in per cent of what was there, and in money. */
export default function MonthlyPage(): JSX.Element {
  const t = say(texts)
  const whose = { ...scope.value, ...asOfQuery.value }
  const days = { ...whose, ...period.value }
  const returns = useRead(['returns', days], (client, signal) => client.getReturns(days, { signal }), SLOWLY)
  const performance = useRead(
    ['performance', whose],
    (client, signal) => client.getPerformance(whose, { signal }),
    SLOWLY,
  )
  return (
    <div class="page">
      <Panel
        id="monthly-returns"
        title={t.returns}
        read={returns}
        info={['return_pct']}
        height="120px"
        empty={({ months }) => (months.length === 0 ? t.none : null)}
        table={(data) => tableOf(t.returns, returnRows(data))}
      >
        {(data) => (
          <>
            <Heatmap caption={t.returns} rows={returnRows(data)} told={(value) => gainPct(value)} />
            <p class="note">{t.compounded}</p>
            <NotNarrowed />
          </>
        )}
      </Panel>
      <Panel
        id="monthly-profit"
        title={t.profit}
        read={performance}
        info={['realized_pnl']}
        height="120px"
        empty={(data) => (profitMonths(data).length === 0 ? t.noTrades : null)}
        table={(data) => tableOf(t.profit, profitRows(data))}
      >
        {(data) => (
          <>
            <Heatmap caption={t.profit} rows={profitRows(data)} told={gain} />
            <p class="note">
              {t.sum}: <Gain value={exactSum(profitMonths(data).map(({ value }) => value))} />. {t.booked}
            </p>
            <NotNarrowed />
          </>
        )}
      </Panel>
    </div>
  )
}
