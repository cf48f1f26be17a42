import type { Instance } from '../live/services-seen.ts'
import type { AlarmView } from './alarms.ts'
import { serviceStatus } from './health.ts'
import type { ShownKpi } from './kpi/rolling.ts'
import type { PerformanceStatus } from './performance-status.ts'

/** Alarms shown in an overview; the counts are of all. */
const ALARMS_MAX = 500

type Facts = {
  now: string
  kpi: ShownKpi
  tracking: PerformanceStatus
  /** Raised and not cleared, newest first. */
  alarms: readonly AlarmView[]
  instances: readonly Instance[]
}

/** The dashboard's overview of CONTRACT section 4. `has_critical` counts emergencies too. */
export const overviewOf = ({ now, kpi, tracking, alarms, instances }: Facts) => ({
  timestamp: now,
  kpi,
  performance_tracking: tracking,
  risk_alarms: {
    active_count: alarms.length,
    has_critical: alarms.some(({ level }) => level === 'CRITICAL' || level === 'EMERGENCY'),
    has_warning: alarms.some(({ level }) => level === 'WARNING'),
    active_alarms: alarms.slice(0, ALARMS_MAX),
  },
  system_health: {
    kpi_tracking: serviceStatus(instances, 'kpi-projector'),
    performance_tracking: tracking.paused ? 'paused' : serviceStatus(instances, 'kpi-projector'),
    risk_monitoring: serviceStatus(instances, 'alarm-evaluator'),
  },
})
