import type { Alarm, Bot, KpiSnapshot } from '@papertape/client'
import type { ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { QuickDrawing } from '../../charts/quick-drawing.tsx'
import { type Marker, TimeChart } from '../../charts/time-chart.tsx'
import { bots } from '../../data/bots.ts'
import type { Read } from '../../data/use-read.ts'
import { alarmTypeWords } from '../../figures/alarm-words.ts'
import { count, gainPct, money, moneyAxis, pct, pctAxis } from '../../format/number.ts'
import { dateTime } from '../../format/time.ts'
import { asOf, period, scope, unit } from '../../route/scope.ts'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'
import type { Standing } from './figures.tsx'

const texts = words({
  en: {
    title: 'Equity and drawdown',
    value: 'Account value',
    return: 'Total return',
    drawdown: 'Drawdown',
    time: 'Time',
    none: 'Nothing has happened in this period: no trade was filled and no minute marked. Choose a longer one.',
    summary: (from: string, to: string, first: string, last: string, deepest: string) =>
      `From ${from} to ${to}: ${first} became ${last}; the deepest drawdown shown is ${deepest}.`,
    alarms: (n: string) => ` ▲ marks ${n} alarms that were raised, ◆ a bot that joined with its capital.`,
  },
  tr: {
    title: 'Öz varlık ve düşüş',
    value: 'Hesap değeri',
    return: 'Toplam getiri',
    drawdown: 'Düşüş',
    time: 'Zaman',
    none: 'Bu dönemde hiçbir şey olmadı: ne işlem gerçekleşti ne de dakika işaretlendi. Daha uzun bir dönem seçin.',
    summary: (from: string, to: string, first: string, last: string, deepest: string) =>
      `${from} – ${to}: ${first} değeri ${last} oldu; gösterilen en derin düşüş ${deepest}.`,
    alarms: (n: string) => ` ▲, verilen ${n} alarmı; ◆, sermayesiyle katılan bir botu gösterir.`,
  },
})

/** The points of the history with the newest snapshot behind them. */
const withNewest = (history: readonly KpiSnapshot[], newest: KpiSnapshot | null): readonly KpiSnapshot[] =>
  newest?.timestamp && newest.timestamp > (history.at(-1)?.timestamp ?? '') ? [...history, newest] : history

/** Alarms, and bots that joined with their capital, which is no gain. */
const markersOf = (alarms: readonly Alarm[], joined: readonly Bot[]): readonly Marker[] => [
  ...alarms.map((alarm) => ({
    time: alarm.raised_at,
    label: `${alarm.bot_id}: ${alarmTypeWords(alarm.alarm_type)}`,
    kind: 'alarm' as const,
  })),
  ...joined.map(({ bot_id, initial_capital, registered_at }) => ({
    time: registered_at,
    label: `${bot_id}: ${money(initial_capital)}`,
    kind: 'flow' as const,
  })),
]

type EquityProps = {
  kpi: ReadonlySignal<Read<Standing>>
  history: ReadonlySignal<Read<readonly KpiSnapshot[]>>
  alarms: ReadonlySignal<Read<readonly Alarm[]>>
}

/** How the account went, how far below its peak it was, and when alarms were raised. */
export const Equity = ({ kpi, history, alarms }: EquityProps): JSX.Element => {
  const t = say(texts)
  return (
    <Panel
      id="equity"
      title={t.title}
      read={history}
      class="two-thirds"
      height="360px"
      info={['account_value', 'total_return_pct', 'current_drawdown_pct']}
      empty={(points) => (points.length === 0 ? t.none : null)}
      table={(points) => ({
        caption: t.title,
        columns: [t.time, t.value, t.return, t.drawdown],
        rows: points.map((point) => [
          point.timestamp,
          point.account_value,
          point.total_return_pct,
          point.current_drawdown_pct,
        ]),
      })}
    >
      {(points) => (
        <Curves points={withNewest(points, kpi.value.data?.now ?? null)} alarms={alarms.value.data ?? NONE} />
      )}
    </Panel>
  )
}

const NONE: readonly Alarm[] = []
const NOBODY: readonly Bot[] = []

const Curves = ({ points, alarms }: { points: readonly KpiSnapshot[]; alarms: readonly Alarm[] }): JSX.Element => {
  const t = say(texts)
  const inMoney = unit.value === 'money'
  const last = points.at(-1)
  const { times, values, falls } = useMemo(
    () => ({
      times: points.map(({ timestamp }) => timestamp ?? ''),
      values: points.map((point) => (inMoney ? point.account_value : point.total_return_pct)),
      falls: points.map(({ current_drawdown_pct }) => (current_drawdown_pct === null ? null : -current_drawdown_pct)),
    }),
    [points, inMoney],
  )
  const joined = scope.value.bot_id === undefined ? bots.value : NOBODY
  // Those of the time that is drawn; what was raised behind it a view of the past does not know.
  const start = points[0]?.timestamp ?? ''
  const end = asOf.value === null && period.value.to === undefined ? null : (last?.timestamp ?? '')
  const raised = useMemo(
    () => alarms.filter(({ raised_at }) => raised_at >= start && (end === null || raised_at <= end)),
    [alarms, start, end],
  )
  const markers = useMemo(() => markersOf(raised, joined), [raised, joined])
  const write = inMoney ? money : gainPct
  const told = values.filter((value) => value !== null)
  const writeOr = (value: number | undefined): string => (value === undefined ? '—' : write(value))
  const deepest = falls.reduce<number>((least, fall) => Math.min(least, fall ?? 0), 0)
  const summary = t.summary(
    dateTime(times[0] ?? ''),
    dateTime(times.at(-1) ?? ''),
    writeOr(told[0]),
    writeOr(told.at(-1)),
    pct(deepest),
  )
  return (
    <>
      <TimeChart
        times={times}
        sync="overview"
        quick={QuickDrawing}
        height={250}
        markers={markers}
        summary={summary + t.alarms(count(raised.length))}
        series={[
          {
            label: inMoney ? t.value : t.return,
            values,
            kind: 'area',
            color: 'accent',
            format: write,
            axisFormat: inMoney ? moneyAxis : pctAxis,
          },
        ]}
      />
      <TimeChart
        times={times}
        sync="overview"
        quick={QuickDrawing}
        height={118}
        strip
        summary={summary}
        series={[
          {
            label: t.drawdown,
            values: falls,
            kind: 'area',
            color: 'loss',
            format: pct,
            axisFormat: pctAxis,
          },
        ]}
      />
    </>
  )
}
