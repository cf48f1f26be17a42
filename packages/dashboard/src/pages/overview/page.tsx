import type { Alarm, KpiSnapshot } from '@papertape/client'
import { computed, type ReadonlySignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { useFresh } from '../../data/fresh.ts'
import { useOpenPositions } from '../../data/open-positions.ts'
import { useLive } from '../../data/use-live.ts'
import { type Read, useRead } from '../../data/use-read.ts'
import { nowMs } from '../../format/time.ts'
import { asOf, asOfQuery, hasOwnClock, period, scope, tradeFilters, tradeScope } from '../../route/scope.ts'
import { LiveOnly } from '../../ui/live-only.tsx'
import { say, words } from '../../words/words.ts'
import { AlarmStrip } from './alarm-strip.tsx'
import { Equity } from './equity.tsx'
import { KeyFigures, type Standing } from './figures.tsx'
import { LargestPositions } from './largest-positions.tsx'
import { LatestTrades } from './latest-trades.tsx'
import { endOf, hoursOf, within } from './period.ts'
import { Profit } from './profit.tsx'

const titles = words({
  en: { alarms: 'Active alarms', positions: 'Largest open positions', latest: 'Latest closed trades' },
  tr: { alarms: 'Etkin alarmlar', positions: 'En büyük açık pozisyonlar', latest: 'Son kapanan işlemler' },
})

/** A reading whose data are what a function makes of them. */
const useMade = <Data, Made>(
  read: ReadonlySignal<Read<Data>>,
  make: (data: Data) => Made,
  key: string,
): ReadonlySignal<Read<Made>> =>
  useMemo(
    () => computed(() => ({ ...read.value, data: read.value.data === null ? null : make(read.value.data) })),
    [read, key],
  )

/** The figures of the scope as they stand, or stood at the end of the period. */
const useFigures = (end: string | null) => {
  const whole = { ...scope.value, ...(end === null ? {} : { as_of: end }) }
  const { from, to } = period.value
  const hours = hoursOf(period.value, end, nowMs.peek())
  const hears = end === null && scope.value.mode === undefined
  const { bot_id } = scope.value
  const newest = useRead(['kpi', whole], (client, signal) => client.getCurrentKpi(whole, { signal }), {
    refreshMs: hears ? 30_000 : 5000,
  })
  const live = useLive(hears ? `kpi:${bot_id ?? 'all'}` : null, 2)
  const read = useRead(
    ['history', whole, hours],
    (client, signal) => client.getKpiHistory({ ...whole, hours }, { signal }),
    { refreshMs: 30_000 },
  )
  const performance = useRead(['performance', whole], (client, signal) => client.getPerformance(whole, { signal }), {
    refreshMs: 10_000,
  })
  // Figures of a replay stood as its own clock says, which no moment of ours names: they are those of its history.
  const ownEnd = hasOwnClock.value && asOf.value === null ? endOf(to, Number.POSITIVE_INFINITY) : null
  const history = useMade(
    read,
    (points) => within(points, from === undefined ? {} : { from }, ownEnd),
    `${from} ${ownEnd}`,
  )
  const fresh = useFresh<KpiSnapshot>(newest, live)
  const standing = useMade(fresh, (now): Standing => ({ now }), '')
  const stood = useMade(history, (points): Standing => ({ now: points.at(-1) ?? null }), '')
  return { kpi: ownEnd === null ? standing : stood, history, performance }
}

/** Counts of signals and trades as they stood at `end`, or now; those of the default scope the feed tells. */
const useCounts = (filtered: boolean, end: string | null) => {
  const query = { ...(filtered ? tradeScope.value : scope.value), ...(end === null ? {} : { as_of: end }) }
  const hears = Object.keys(query).length === 0
  const read = useRead(['summary', query], (client, signal) => client.getSummary(query, { signal }), {
    refreshMs: hears ? 30_000 : 5000,
  })
  return useFresh(read, useLive(hears ? 'summary' : null, 2))
}

/** More marks than this say nothing any more; the newest are shown. */
const MARKED_MOST = 200

/** Alarms that stand, and those raised in the period, which the chart marks. */
const useAlarms = () => {
  const whole = scope.value
  // The history of alarms counts back from now.
  const hours = hoursOf(period.value, null, nowMs.peek())
  const active = useRead(['alarms', whole], async (client, signal) => {
    const answer = await client.listActiveAlarms(whole, { signal })
    return { ...answer, data: answer.data as readonly Alarm[] }
  })
  const raised = useRead(
    ['raised', whole, hours],
    async (client, signal) => {
      const answer = await client.listAlarmHistory({ ...whole, hours, limit: MARKED_MOST }, { signal })
      return { ...answer, data: answer.data as readonly Alarm[] }
    },
    { refreshMs: 30_000 },
  )
  return { active, raised }
}

/** Lists are in the order of entry; of so many entered last those that closed last are shown. */
const CLOSED_READ = 50

/** Everything one wants to know first. */
export default function OverviewPage(): JSX.Element {
  const end = asOf.value ?? (hasOwnClock.value ? null : endOf(period.value.to, nowMs.peek()))
  const filtered = Object.keys(tradeFilters.value).length > 0
  const { kpi, history, performance } = useFigures(end)
  const summary = useCounts(filtered, end)
  const selection = useRead(
    ['selection', filtered ? { ...tradeScope.value, end } : null],
    (client, signal) =>
      client.getTradeStatistics({ ...tradeScope.value, ...(end === null ? {} : { as_of: end }) }, { signal }),
    { when: filtered },
  )
  const alarms = useAlarms()
  const positions = useOpenPositions()
  const closed = { ...tradeScope.value, ...asOfQuery.value }
  const latest = useRead(['latest', closed], (client, signal) =>
    client.listTrades({ ...closed, status: ['CLOSED'], limit: CLOSED_READ }, { signal }),
  )
  const t = say(titles)
  return (
    <div class="page">
      <LiveOnly id="alarms" title={t.alarms}>
        <AlarmStrip title={t.alarms} read={alarms.active} />
      </LiveOnly>
      <KeyFigures
        kpi={kpi}
        history={history}
        summary={summary}
        selection={filtered ? selection : null}
        past={end !== null || (hasOwnClock.value && period.value.to !== undefined)}
        uncounted={end === null && hasOwnClock.value && period.value.to !== undefined}
      />
      <Equity kpi={kpi} history={history} alarms={alarms.raised} />
      <Profit read={performance} />
      <LiveOnly id="positions" title={t.positions} class="half">
        <LargestPositions title={t.positions} read={positions} />
      </LiveOnly>
      <LatestTrades title={t.latest} read={latest} />
    </div>
  )
}
