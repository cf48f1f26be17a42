import type { KpiSnapshot } from '@papertape/metrics'
import { describe, expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import type { alarm, alarmDetail, monitoring, silence, simulation } from '../src/api/shapes/alarms.ts'
import type { bot, botState } from '../src/api/shapes/bots.ts'
import type { currentKpi, kpiSnapshot, kpiSummary, segment } from '../src/api/shapes/kpi.ts'
import type { channel, delivery } from '../src/api/shapes/notifications.ts'
import type { report } from '../src/api/shapes/reports.ts'
import type { signal, signalDispositions, signalTotals } from '../src/api/shapes/signals.ts'
import type { performanceStatus, problem } from '../src/api/shapes/system.ts'
import type { fill, position, summary, trade } from '../src/api/shapes/trades.ts'
import type { ProblemBody } from '../src/http/problem.ts'
import type { MonitoringView } from '../src/reads/alarm-monitoring.ts'
import type { readSilences } from '../src/reads/alarm-silences.ts'
import type { AlarmView, readAlarm } from '../src/reads/alarms.ts'
import type { BotState, BotView } from '../src/reads/bot-view.ts'
import type { ShownKpi } from '../src/reads/kpi/rolling.ts'
import type { readSegments } from '../src/reads/kpi/segments.ts'
import type { summaryOf } from '../src/reads/kpi/summary.ts'
import type { channelView } from '../src/reads/notification-channels.ts'
import type { readDeliveries } from '../src/reads/notification-log.ts'
import type { readOpenPositions } from '../src/reads/open-positions.ts'
import type { PerformanceStatus } from '../src/reads/performance-status.ts'
import type { reportView } from '../src/reads/reports.ts'
import type { readSignal, readSignals, SignalTotals } from '../src/reads/signals.ts'
import type { SimulatedAlarms } from '../src/reads/simulated-alarms.ts'
import type { summaryFigures } from '../src/reads/summary.ts'
import type { readTradeFacts } from '../src/reads/trade.ts'
import type { readTrades } from '../src/reads/trades.ts'

type Shape<Schema extends z.ZodType> = z.output<Schema>
type Read<Reading extends (...parameters: never[]) => unknown> = Awaited<ReturnType<Reading>>

/** Types of lists: WAITING trades are on none, which the query and not the type says. */
type Listed<Trade extends { status: string }> = Omit<Trade, 'status'> & { status: Exclude<Trade['status'], 'WAITING'> }

describe('what the code answers fits what is described', () => {
  it('of bots', () => {
    expectTypeOf<BotView>().toExtend<Shape<typeof bot>>()
    expectTypeOf<BotState>().toExtend<Shape<typeof botState>>()
  })
  it('of trades', () => {
    expectTypeOf<Listed<Read<typeof readTrades>['trades'][number]>>().toExtend<Shape<typeof trade>>()
    expectTypeOf<Listed<Read<typeof readOpenPositions>['positions'][number]>>().toExtend<Shape<typeof position>>()
    expectTypeOf<Read<typeof readTradeFacts>['fills'][number]>().toExtend<Shape<typeof fill>>()
    expectTypeOf<Omit<Read<typeof summaryFigures>, 'quality'>>().toExtend<Omit<Shape<typeof summary>, 'quality'>>()
  })
  it('of figures', () => {
    expectTypeOf<KpiSnapshot>().toExtend<Omit<Shape<typeof kpiSnapshot>, 'quality'>>()
    expectTypeOf<ShownKpi>().toExtend<Omit<Shape<typeof currentKpi>, 'quality'>>()
    expectTypeOf<Omit<Read<typeof summaryOf>, 'status'>>().toExtend<Omit<Shape<typeof kpiSummary>, 'status'>>()
    expectTypeOf<Read<typeof readSegments>[number]>().toExtend<Shape<typeof segment>>()
  })
  it('of signals', () => {
    expectTypeOf<Read<typeof readSignals>['signals'][number]>().toExtend<Shape<typeof signal>>()
    // Those without an id are found under none.
    expectTypeOf<Omit<Read<typeof readSignal>, 'signal_id'>>().toExtend<
      Omit<Shape<typeof signalDispositions>, 'signal_id'>
    >()
    expectTypeOf<SignalTotals>().toExtend<Shape<typeof signalTotals>>()
  })
  it('of alarms', () => {
    expectTypeOf<AlarmView>().toExtend<Shape<typeof alarm>>()
    expectTypeOf<Read<typeof readAlarm>>().toExtend<Shape<typeof alarmDetail>>()
    expectTypeOf<MonitoringView>().toExtend<Shape<typeof monitoring>>()
    expectTypeOf<Read<typeof readSilences>[number]>().toExtend<Shape<typeof silence>>()
    expectTypeOf<SimulatedAlarms>().toExtend<Omit<Shape<typeof simulation>, 'bot_id' | 'thresholds' | 'from'>>()
  })
  it('of the rest', () => {
    expectTypeOf<PerformanceStatus>().toExtend<Shape<typeof performanceStatus>>()
    expectTypeOf<Read<typeof reportView>>().toExtend<Shape<typeof report>>()
    expectTypeOf<Omit<Read<typeof channelView>, 'config'>>().toExtend<Omit<Shape<typeof channel>, 'config'>>()
    expectTypeOf<Omit<Read<typeof readDeliveries>['deliveries'][number], 'attempts'>>().toExtend<
      Omit<Shape<typeof delivery>, 'attempts'>
    >()
    expectTypeOf<Omit<ProblemBody, 'errors'>>().toExtend<Omit<Shape<typeof problem>, 'errors'>>()
  })
})
