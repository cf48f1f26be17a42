import type { LedgerEvent, Unrecorded } from '@papertape/events'
import type { Metrics } from '@papertape/service-kit'

/** What the paper trader counts. Cheap per tick: counts are kept as numbers and read when metrics are. */
export type TraderMetrics = {
  tickSeen(): void
  tickRead(receivedAtMs: number): void
  tickIgnored(reason: string): void
  appended(fact: Unrecorded<LedgerEvent>, seconds: number): void
  conflict(): void
}

const statusOf = (fact: Unrecorded<LedgerEvent>): string => {
  if (fact.type === 'entry.missed') return fact.data.reason
  if (fact.type !== 'fill.recorded') return ''
  return fact.data.leg === 'entry' ? 'ENTRY' : fact.data.status
}

/** Registers the trader's metrics; `now` tells what is true at the moment of a scrape. */
export const createTraderMetrics = (
  metrics: Metrics,
  now: () => { openTrades: number; partitions: number; pendingAppends: number },
): TraderMetrics => {
  const counts = { seen: 0, read: 0, lagMs: 0 }
  const ignored = new Map<string, number>()
  const gauge = (name: string, help: string, value: () => number) => {
    const registered = metrics.gauge(name, help)
    Object.assign(registered, { collect: () => registered.set(value()) })
  }
  gauge('papertape_open_trades', 'Open trades in owned partitions', () => now().openTrades)
  gauge('papertape_owned_partitions', 'Partitions whose lease is held', () => now().partitions)
  gauge('papertape_pending_appends', 'Facts decided and not yet in the ledger', () => now().pendingAppends)
  gauge(
    'papertape_tick_lag_seconds',
    'How long ago the newest tick was stored when it was read',
    () => counts.lagMs / 1000,
  )

  const seen = metrics.counter('papertape_ticks_seen_total', 'Live ticks heard')
  const read = metrics.counter('papertape_ticks_read_total', 'Live ticks of instruments with open trades')
  const refused = metrics.counter('papertape_ticks_ignored_total', 'Ticks not accepted, by reason', ['reason'])
  const collectCounts = () => {
    seen.reset()
    seen.inc(counts.seen)
    read.reset()
    read.inc(counts.read)
    refused.reset()
    for (const [reason, count] of ignored) refused.inc({ reason }, count)
  }
  Object.assign(seen, { collect: collectCounts })

  const fills = metrics.counter('papertape_fills_total', 'Fills and misses appended, by status', ['status'])
  const conflicts = metrics.counter('papertape_append_conflicts_total', 'Appends that met a newer history')
  const latency = metrics.histogram('papertape_append_seconds', 'From an append to its acknowledgement')

  return {
    tickSeen() {
      counts.seen += 1
    },
    tickRead(receivedAtMs) {
      counts.read += 1
      counts.lagMs = Date.now() - receivedAtMs
    },
    tickIgnored(reason) {
      ignored.set(reason, (ignored.get(reason) ?? 0) + 1)
    },
    appended(fact, seconds) {
      latency.observe(seconds)
      const status = statusOf(fact)
      if (status !== '') fills.inc({ status })
    },
    conflict: () => conflicts.inc(),
  }
}
