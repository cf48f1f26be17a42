import type { KpiSnapshot } from '@papertape/client'
import type { JSX } from 'preact'
import { TimeChart } from '../../charts/time-chart.tsx'
import { useRead } from '../../data/use-read.ts'
import { money, pct } from '../../format/number.ts'
import { nowMs } from '../../format/time.ts'
import { asOfQuery, period, range } from '../../route/scope.ts'
import { Panel } from '../../ui/panel.tsx'
import { say, words } from '../../words/words.ts'

const texts = words({
  en: {
    title: 'Equity of this bot',
    none: 'Nothing was recorded in this period. The first point comes with the first minute that is marked.',
    one: (value: string) =>
      `One point so far: ${value}. A line needs two; the next comes with the next fill or minute.`,
    equity: 'Equity',
    drawdown: 'Drawdown',
    summary: (from: string, to: string, fall: string) =>
      `The account went from ${from} to ${to}; its deepest drawdown in view was ${fall}.`,
    time: 'Time',
  },
  tr: {
    title: 'Bu botun öz varlığı',
    none: 'Bu dönemde hiçbir şey kaydedilmedi. İlk nokta, işaretlenen ilk dakikayla gelir.',
    one: (value: string) =>
      `Şimdilik tek nokta: ${value}. Çizgi için iki gerekir; sonraki, bir sonraki gerçekleşme veya dakikayla gelir.`,
    equity: 'Öz varlık',
    drawdown: 'Düşüş',
    summary: (from: string, to: string, fall: string) =>
      `Hesap ${from} değerinden ${to} değerine geldi; görünen en derin düşüş ${fall}.`,
    time: 'Zaman',
  },
})

/** As long as a record can be. */
const ALL_HOURS = 87_600

/** How the account of one bot went in the period chosen. */
export const BotEquity = ({ id }: { id: string }): JSX.Element => {
  const { from, to } = period.value
  const hours = from === undefined ? ALL_HOURS : Math.max(1, Math.ceil((nowMs.peek() - Date.parse(from)) / 3_600_000))
  const query = { bot_id: id, hours: Math.min(hours, ALL_HOURS), ...asOfQuery.value }
  const read = useRead(['bot-equity', id, range.value, from, asOfQuery.value], (client, signal) =>
    client.getKpiHistory(query, { signal }),
  )
  const t = say(texts)
  const ended = to === undefined ? null : to.length === 10 ? `${to}T23:59:59.999Z` : to
  const began = from ?? ''
  const shownOf = (points: readonly KpiSnapshot[]): readonly KpiSnapshot[] =>
    points.filter(({ timestamp }) => timestamp !== null && timestamp >= began && (ended === null || timestamp <= ended))
  return (
    <Panel
      id="equity"
      title={t.title}
      read={read}
      info={['account_value', 'current_drawdown_pct']}
      height="300px"
      empty={(points) => (shownOf(points).length === 0 ? t.none : null)}
      table={(points) => ({
        caption: t.title,
        columns: [t.time, t.equity, `${t.drawdown} %`],
        rows: shownOf(points).map((point) => [point.timestamp, point.account_value, point.current_drawdown_pct]),
      })}
    >
      {(points) => {
        const shown = shownOf(points)
        const values = shown.map(({ account_value }) => account_value)
        const falls = shown.map(({ current_drawdown_pct }) =>
          current_drawdown_pct === null ? null : -current_drawdown_pct,
        )
        const times = shown.map(({ timestamp }) => timestamp ?? '')
        const known = values.filter((value) => value !== null)
        const deepest = Math.max(0, ...shown.map(({ current_drawdown_pct }) => current_drawdown_pct ?? 0))
        if (known.length < 2) return <p class="empty">{known[0] === undefined ? t.none : t.one(money(known[0]))}</p>
        return (
          <>
            <TimeChart
              times={times}
              sync="bot"
              summary={t.summary(money(known[0] ?? 0), money(known.at(-1) ?? 0), pct(deepest))}
              series={[{ label: t.equity, values, kind: 'area', color: 'accent', format: money }]}
              height={210}
            />
            <TimeChart
              times={times}
              sync="bot"
              strip
              summary={t.summary(money(known[0] ?? 0), money(known.at(-1) ?? 0), pct(deepest))}
              series={[
                { label: t.drawdown, values: falls, kind: 'area', color: 'loss', format: (value) => pct(value) },
              ]}
              height={120}
            />
          </>
        )
      }}
    </Panel>
  )
}
