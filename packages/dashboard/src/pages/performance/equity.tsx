import type { Benchmark, KpiSnapshot } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { TimeChart } from '../../charts/time-chart.tsx'
import { type Read, settled } from '../../data/use-read.ts'
import { count, gainPct, money, moneyAxis, pctAxis } from '../../format/number.ts'
import { day } from '../../format/time.ts'
import { checkedNumber } from '../../format/wrong-data.ts'
import { period, scope, unit } from '../../route/scope.ts'
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
    scale: 'Told in',
    return: 'Return %',
    linear: 'Amount',
    log: 'Amount, log',
    flows:
      'A bot that joins brings its capital: amounts jump then, and buy & hold has had all of it from the start. Returns compare.',
    notLog: 'A logarithmic scale shows positive amounts only; this one is linear.',
    from: (from: string, a: string, b: string) => `Equity went from ${a} on ${from} to ${b}.`,
    basis: (symbol: string, fills: string) =>
      `Buy & hold: ${symbol} at the prices of the record’s own ${fills} fills, from the same capital; straight lines between them are drawn, not known.`,
    since: 'Both count from the beginning of the record, not of the period.',
    noHold: 'Buy & hold cannot be told.',
    time: 'Time',
  },
  tr: {
    equity: 'Öz varlık',
    hold: (symbol: string) => `Al-tut ${symbol}`,
    scale: 'Gösterim',
    return: 'Getiri %',
    linear: 'Tutar',
    log: 'Tutar, log',
    flows:
      'Katılan bot sermayesini getirir: tutarlar o anda sıçrar, al-tut ise tümünü baştan beri taşır. Getiriler karşılaştırılabilir.',
    notLog: 'Logaritmik ölçek yalnızca artı tutarları gösterir; bu ölçek doğrusaldır.',
    from: (from: string, a: string, b: string) => `Öz varlık ${from} tarihindeki ${a} düzeyinden ${b} düzeyine geldi.`,
    basis: (symbol: string, fills: string) =>
      `Al-tut: aynı sermayeyle ${symbol}, kaydın kendi ${fills} gerçekleşmesinin fiyatlarıyla; aradaki düz çizgiler çizilmiştir, bilinmez.`,
    since: 'İkisi de dönemin değil, kaydın başından sayılır.',
    noHold: 'Al-tut gösterilemiyor.',
    time: 'Zaman',
  },
})

type EquityProps = {
  read: ReadonlySignal<Read<readonly KpiSnapshot[]>>
  hold: ReadonlySignal<Read<Benchmark>>
}

type Form = 'return' | 'linear' | 'log'

/** Amounts of one bot compare as they are; those of a portfolio jump when a bot joins, so it is told in returns first. */
const forms = (): readonly [Form, ...Form[]] =>
  scope.value.bot_id !== undefined && unit.value === 'money' ? ['linear', 'log', 'return'] : ['return', 'linear', 'log']

const equityOf = (history: readonly KpiSnapshot[], form: Form): Course =>
  within(
    history.flatMap(({ timestamp, account_value, total_return_pct }) =>
      timestamp === null ? [] : [{ time: timestamp, value: form === 'return' ? total_return_pct : account_value }],
    ),
    period.value,
  )

const holdOf = (of: Benchmark | null, form: Form): Course =>
  within(
    (of?.points ?? []).map(({ time, value, return_pct }) => ({
      time,
      value: form === 'return' ? return_pct : checkedNumber(value),
    })),
    period.value,
  )

/** What the account was worth, beside what holding the symbol traded most would have been. Both begin with the record. */
export const EquityPanel = ({ read, hold }: EquityProps): JSX.Element => {
  const t = say(texts)
  const names = { return: t.return, linear: t.linear, log: t.log }
  const form = chosen('scale', forms())
  const benchmark = settled(hold.value)
  const course = (history: readonly KpiSnapshot[]): ReturnType<typeof aligned> =>
    aligned([equityOf(history, form), holdOf(benchmark, form)])
  return (
    <Panel
      id="equity"
      title={say(performanceTexts).equity}
      read={read}
      info={['account_value', 'total_return_pct', 'benchmark']}
      height="300px"
      empty={(history) => (equityOf(history, form).length === 0 ? say(performanceTexts).nothing : null)}
      actions={<Choice name="scale" label={t.scale} options={forms().map((one) => [one, names[one]])} />}
      table={(history) => {
        const { times, columns } = course(history)
        const unitWords = form === 'return' ? ' %' : ''
        return {
          caption: say(performanceTexts).equity,
          columns: [t.time, `${t.equity}${unitWords}`, `${t.hold(benchmark?.symbol ?? '')}${unitWords}`],
          rows: times.map((time, at) => [time, columns[0]?.[at] ?? null, columns[1]?.[at] ?? null]),
        }
      }}
    >
      {(history) => (
        <>
          <Curves form={form} equity={equityOf(history, form)} benchmark={benchmark} />
          {form !== 'return' && scope.value.bot_id === undefined ? <p class="note">{t.flows}</p> : null}
          {Object.keys(period.value).length === 0 ? null : <p class="note">{t.since}</p>}
          <HoldNote hold={hold.value} />
          <NotNarrowed except={['symbol']} />
        </>
      )}
    </Panel>
  )
}

type CurvesProps = { form: Form; equity: Course; benchmark: Benchmark | null }

const Curves = ({ form, equity, benchmark }: CurvesProps): JSX.Element => {
  const t = say(texts)
  const { times, columns } = aligned([equity, holdOf(benchmark, form)])
  const [own = [], held = []] = columns
  const positive = [...own, ...held].every((value) => value === null || value > 0)
  const told = form === 'return' ? gainPct : money
  const [first, last] = [equity[0], equity.at(-1)]
  const line = { kind: 'line', format: (value: number) => told(value), spanned: true } as const
  return (
    <>
      <TimeChart
        times={times}
        summary={t.from(day(first?.time ?? ''), told(first?.value ?? 0), told(last?.value ?? 0))}
        height={300}
        logarithmic={form === 'log' && positive}
        sync="performance"
        series={[
          {
            ...line,
            label: t.equity,
            values: own,
            color: 'accent',
            axisFormat: form === 'return' ? pctAxis : moneyAxis,
          },
          ...(benchmark === null || benchmark.symbol === null
            ? []
            : [{ ...line, label: t.hold(benchmark.symbol), values: held, color: 'second', dashed: true } as const]),
        ]}
      />
      {form === 'log' && !positive ? <p class="note">{t.notLog}</p> : null}
    </>
  )
}

const HoldNote = ({ hold }: { hold: Read<Benchmark> }): JSX.Element | null => {
  const t = say(texts)
  const held = settled(hold)
  if (held !== null) {
    const { symbol, fills } = held
    return symbol === null ? null : <p class="note">{t.basis(symbol, count(fills))}</p>
  }
  return hold.state === 'error' ? <p class="note">{t.noHold}</p> : null
}
