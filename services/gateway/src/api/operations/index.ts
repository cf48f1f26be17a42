import type { Operation } from '../operation.ts'
import { alarmOperations } from './alarms.ts'
import { botOperations } from './bots.ts'
import { exportOperations } from './exports.ts'
import { figureOperations } from './figures.ts'
import { notificationOperations } from './notifications.ts'
import { reportOperations } from './reports.ts'
import { returnOperations } from './returns.ts'
import { shareOperations } from './shares.ts'
import { signalOperations } from './signals.ts'
import { sourceOperations } from './sources.ts'
import { streamOperations } from './streams.ts'
import { systemOperations } from './system.ts'
import { tradeAnalyticsOperations } from './trade-analytics.ts'
import { tradeOperations } from './trades.ts'

/** Everything that may be asked under /api. What people look at in a browser is beside it. */
export const operations: readonly Operation[] = [
  ...tradeOperations,
  ...figureOperations,
  ...returnOperations,
  ...tradeAnalyticsOperations,
  ...exportOperations,
  ...botOperations,
  ...signalOperations,
  ...sourceOperations,
  ...shareOperations,
  ...streamOperations,
  ...alarmOperations,
  ...reportOperations,
  ...notificationOperations,
  ...systemOperations,
]
