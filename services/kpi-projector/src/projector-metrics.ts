import type { Metrics } from '@papertape/service-kit'

/** What this service counts. */
export const createProjectorMetrics = (metrics: Metrics) => ({
  events: metrics.counter('papertape_projection_events_total', 'Facts folded and committed'),
  contradictions: metrics.counter('papertape_projection_contradictions_total', 'Facts that cannot follow those before'),
  commits: metrics.histogram('papertape_projection_commit_seconds', 'Duration of one transaction'),
  checkpoint: metrics.gauge('papertape_projection_checkpoint_seq', 'Ledger sequence committed up to'),
  partitionsMade: metrics.counter('papertape_projection_partitions_made_total', 'Days and months of history begun'),
  partitionsDropped: metrics.counter('papertape_projection_partitions_dropped_total', 'Old ones of them dropped'),
  dropsPostponed: metrics.counter(
    'papertape_projection_partition_drops_postponed_total',
    'Times that old ones could not be dropped, because somebody read them',
  ),
  reports: metrics.counter('papertape_reports_stored_total', 'Scheduled reports stored by this instance'),
  reportingFailures: metrics.counter(
    'papertape_reporting_failures_total',
    'Times that reports or updates were not made',
  ),
  held: metrics.gauge('papertape_projection_lease_held', '1 while this instance works, 0 while it stands by'),
})

export type ProjectorMetrics = ReturnType<typeof createProjectorMetrics>
