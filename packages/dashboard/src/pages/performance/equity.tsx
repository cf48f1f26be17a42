import type { Benchmark, KpiSnapshot } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { TimeChart } from '../../charts/time-chart.tsx'
import type { Read } from '../../data/use-read.ts'
import { gainPct, money, moneyShort, pct } from '../../format/number.ts'
import { day } from '../../format/time.ts'
import { checkedNumber } from '../../format/wrong-data.ts'
import { period, unit } from '../../route/scope.ts'
import { Choice, chosen } from '../../ui/choice.tsx'
import { NotNarrowed } from '../../ui/not-narrowed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import { aligned, type Course, within } from './aligned.ts'
import { performanceTexts } from './texts.ts'

const texts = words({
  en: {
    equity: 'Equity',
    hold: (symbol: string) => `Buy & hold ${symbol}`,
    scale: 'Scale',
    linear: 'Linear',
    log: 'Log',
    notLog: 'A logarithmic scale shows positive amounts only; this one is linear.',
    from: (from: string, a: string, b: string) => `Equity went from ${a} on ${from} to ${b}.`,
    basis: (symbol: string, fills: string) =>
      `Buy & hold: ${symbol} at the prices of the record’s own ${fills} fills, from the same capital; straight lines between them are drawn, not known.`,
    noHold: 'Buy & hold cannot be told.',
    time: 'Time',
  },
  tr: {
    equity: 'Öz varlık',
    hold: (symbol: string) => `Al-tut ${symbol}`,
    scale: 'Ölçek',
    linear: 'Doğrusal',
    log: 'Logaritmik',
    notLog: 'Logaritmik ölçek yalnızca artı tutarları gösterir; bu ölçek doğrusaldır.',
    from: (from: string, a: string, b: string) => `Öz varlık ${from} tarihindeki ${a} düzeyinden ${b} düzeyine geldi.`,
    basis: (symbol: string, fills: string) =>
      `Al-tut: aynı sermayeyle ${symbol}, kaydın kendi ${fills} gerçekleşmesinin fiyatlarıyla; aradaki düz çizgiler çizilmiştir, bilinmez.`,
    noHold: 'Al-tut gösterilemiyor.',
    time: 'Zaman',
  },
})

type EquityProps = {
  read: ReadonlySignal<Read<readonly KpiSnapshot[]>>
  hold: ReadonlySignal<Read<Benchmark>>
}

const equityOf = (history: readonly KpiSnapshot[]): Course =>
  within(
    history.flatMap(({ timestamp, account_value, total_return_pct }) =>
      timestamp === null ? [] : [{ time: timestamp, value: unit.value === 'pct' ? total_return_pct : account_value }],
    ),
    period.value,
  ).slice()

const holdOf = (of: Benchmark | null): Course =>
  within(
    (of?.points ?? []).map(({ time, value, return_pct }) => ({
      time,
      value: unit.value === 'pct' ? return_pct : checkedNumber(value),
    })),
    period.value,
  ).slice()

/** What the account was worth, beside what holding the symbol traded most would have been. Both begin with the record. */
export const EquityPanel = ({ read, hold }: EquityProps): JSX.Element => {
  const t = say(texts)
  const told = unit.value === 'pct' ? gainPct : money
  const benchmark = hold.value.data
  const held = t.hold(benchmark?.symbol ?? '')
  const course = (history: readonly KpiSnapshot[]): ReturnType<typeof aligned> =>
    aligned([equityOf(history), holdOf(benchmark)])
  const wantsLog = chosen('scale', ['linear', 'log']) === 'log'
  const summaryOf = (points: Course): string => {
    const [first, last] = [points[0], points.at(-1)]
    return t.from(day(first?.time ?? ''), told(first?.value ?? 0), told(last?.value ?? 0))
  }
  return (
    <Panel
      id="equity"
      title={say(performanceTexts).equity}
      read={read}
      info={['account_value', 'total_return_pct', 'benchmark']}
      height="300px"
      empty={(history) => (equityOf(history).length === 0 ? say(performanceTexts).nothing : null)}
      actions={
        unit.value === 'pct' ? null : (
          <Choice
            name="scale"
            label={t.scale}
            options={[
              ['linear', t.linear],
              ['log', t.log],
            ]}
          />
        )
      }
      table={(history) => {
        const { times, columns } = course(history)
        return {
          caption: say(performanceTexts).equity,
          columns: [t.time, t.equity, held],
          rows: times.map((time, at) => [time, columns[0]?.[at] ?? null, columns[1]?.[at] ?? null]),
        }
      }}
    >
      {(history) => {
        const { times, columns } = course(history)
        const [equity = [], values = []] = columns
        const positive = [...equity, ...values].every((value) => value === null || value > 0)
        const log = wantsLog && unit.value === 'money' && positive
        const axis =
          unit.value === 'pct' ? { axisFormat: (value: number) => pct(value, 0) } : { axisFormat: moneyShort }
        return (
          <>
            <TimeChart
              times={times}
              summary={summaryOf(equityOf(history))}
              height={300}
              logarithmic={log}
              sync="performance"
              series={[
                {
                  label: t.equity,
                  values: equity,
                  kind: 'line',
                  color: 'accent',
                  format: told,
                  ...axis,
                  spanned: true,
                },
                ...(benchmark === null || benchmark.symbol === null
                  ? []
                  : [
                      {
                        label: held,
                        values,
                        kind: 'line',
                        color: 'second',
                        format: told,
                        spanned: true,
                        dashed: true,
                      } as const,
                    ]),
              ]}
            />
            <HoldNote hold={hold.value} />
            {wantsLog && unit.value === 'money' && !positive ? <p class="note">{t.notLog}</p> : null}
            <NotNarrowed except={['symbol']} />
          </>
        )
      }}
    </Panel>
  )
}

const HoldNote = ({ hold }: { hold: Read<Benchmark> }): JSX.Element | null => {
  const t = say(texts)
  if (hold.data !== null) {
    const { symbol, fills } = hold.data
    return symbol === null ? null : <p class="note">{t.basis(symbol, String(fills))}</p>
  }
  return hold.state === 'error' ? <p class="note">{t.noHold}</p> : null
}
