import { readTracking } from '@papertape/reporting'
import type { Gateway } from '../gateway.ts'

/** Whether reports and pushed updates are made, and how far they have come: CONTRACT section 4. */
export type PerformanceStatus = {
  /** A ready kpi-projector was heard, without which nothing comes by itself. */
  running: boolean
  update_count: number
  report_count: number
  last_update: string | null
  last_report: string | null
  /** In seconds. */
  update_interval: number
  report_interval: number
  paused: boolean
}

/** How reporting stands now. It is not part of the projection, so no ledger position tells it. */
export const readPerformanceStatus = async ({
  store,
  services,
  intervals,
}: Pick<Gateway, 'store' | 'services' | 'intervals'>): Promise<PerformanceStatus> => {
  const { paused, update_count, report_count, last_update, last_report } = await readTracking(store)
  const running = services.instances().some(({ service, ready }) => service === 'kpi-projector' && ready)
  return { running, update_count, report_count, last_update, last_report, ...intervals, paused }
}
