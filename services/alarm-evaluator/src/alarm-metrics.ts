import type { Metrics } from '@papertape/service-kit'

/** What this service counts. */
export const createAlarmMetrics = (metrics: Metrics) => ({
  told: metrics.counter('papertape_alarm_facts_total', 'Facts appended to the ledger', ['type']),
  conflicts: metrics.counter('papertape_alarm_conflicts_total', 'Appends that had to wait for more of the history'),
  contradictions: metrics.counter(
    'papertape_alarm_contradictions_total',
    'Facts that cannot follow those before, and change nothing',
  ),
  position: metrics.gauge('papertape_alarm_ledger_seq', 'Ledger sequence folded up to'),
  lag: metrics.gauge('papertape_alarm_ledger_lag', 'Facts of the ledger not folded yet'),
  checkpoint: metrics.gauge('papertape_alarm_checkpoint_seq', 'Ledger sequence saved up to'),
  bots: metrics.gauge('papertape_alarm_bots', 'Bots under watch'),
  telling: metrics.gauge('papertape_alarm_telling', 'Bots of which a decided fact is not in the ledger yet'),
  held: metrics.gauge('papertape_alarm_lease_held', '1 while this instance works, 0 while it stands by'),
  saves: metrics.histogram('papertape_alarm_save_seconds', 'Duration of saving a checkpoint'),
})

export type AlarmMetrics = ReturnType<typeof createAlarmMetrics>
