import type { Check, Logger, Metrics } from '@papertape/service-kit'
import type { Store } from '@papertape/store'
import type { Tape } from '@papertape/tape'
import { type PartitionStatus, tradePartition } from './partition.ts'
import { startPriceFeed } from './price-feed.ts'
import { createTraderMetrics } from './trader-metrics.ts'

export type TraderOptions = {
  tape: Tape
  store: Store
  log: Logger
  metrics: Metrics
  /** The name of this process among its like. */
  instance: string
  stopping: AbortSignal
}

export type Trader = {
  /** Fulfilled after `stopping`, when everything is released; rejected by what no waiting heals. */
  done: Promise<void>
  /** The partitions that this process trades. */
  partitions(): number[]
  check(): Check
}

/** Competes for every partition and trades those whose lease it holds. */
export const startTrader = async (options: TraderOptions): Promise<Trader> => {
  const { tape, store, log, instance, stopping } = options
  const owned = new Map<number, PartitionStatus>()
  const recovering = new Set<number>()
  const sumOf = (figure: (status: PartitionStatus) => number) =>
    owned.values().reduce((sum, status) => sum + figure(status), 0)
  const metrics = createTraderMetrics(options.metrics, () => ({
    openTrades: sumOf((status) => status.openTrades()),
    partitions: owned.size,
    pendingAppends: sumOf((status) => status.pendingAppends()),
  }))
  const failing = new AbortController()
  const feed = await startPriceFeed({
    tape,
    signal: AbortSignal.any([stopping, failing.signal]),
    onSeen: metrics.tickSeen,
    onRead: metrics.tickRead,
  })

  const leases = await Promise.all(
    Array.from({ length: tape.partitions }, (_, partition) =>
      tape.lease({
        name: `paper-trader.${partition}`,
        instance,
        signal: AbortSignal.any([stopping, failing.signal]),
        async onHeld(held) {
          recovering.add(partition)
          const onStatus = (status: PartitionStatus) => {
            recovering.delete(partition)
            owned.set(partition, status)
          }
          try {
            await tradePartition({ tape, store, feed, metrics, log, partition, held, stopping }, onStatus)
          } finally {
            recovering.delete(partition)
            owned.delete(partition)
          }
        },
      }),
    ),
  )
  // The first that fails ends the others: the process is to start anew, and its partitions to go elsewhere.
  const parts = [feed.done, ...leases.map((lease) => lease.done)]
  for (const part of parts) part.catch((error: unknown) => failing.abort(error))

  return {
    done: Promise.all(parts).then(() => undefined),
    partitions: () => [...owned.keys()].toSorted((a, b) => a - b),
    check() {
      if (!feed.isCaughtUp()) return { ok: false, detail: 'not at the present end of PRICES yet' }
      if (recovering.size > 0) return { ok: false, detail: `taking over partitions ${[...recovering].join(', ')}` }
      return { ok: true, partitions: owned.size, open_trades: sumOf((status) => status.openTrades()) }
    },
  }
}
