import { publicUrlOf } from '@papertape/notify'
import { announceAlive, loadConfig, runService, serveHealth } from '@papertape/service-kit'
import { openStore } from '@papertape/store'
import { connectTape } from '@papertape/tape'
import { adoptFirstRules } from './adopt-rules.ts'
import { createAlarmMetrics } from './alarm-metrics.ts'
import { configSchema } from './config.ts'
import { createNotifyMetrics } from './notify/notify-metrics.ts'
import { createSendWorker } from './notify/send-worker.ts'
import { watchAndTell } from './notify/watch-and-tell.ts'

await runService('alarm-evaluator', async ({ log, stopping, metrics, instance }) => {
  const config = loadConfig(configSchema)
  const alarmMetrics = createAlarmMetrics(metrics)

  await using tape = await connectTape({
    servers: config.NATS_URL,
    name: 'alarm-evaluator',
    partitions: config.PAPERTAPE_PARTITIONS,
    log,
    signal: stopping,
  })
  await adoptFirstRules(tape)
  // It folds the ledger itself, so the projection may be absent, old or being rebuilt.
  await using store = await openStore({
    url: config.DATABASE_URL,
    name: 'alarm-evaluator',
    signal: stopping,
    connectionsMax: 6,
    projection: 'leave',
    onWaiting: (reason) => log.warn({ reason }, 'waiting for postgresql'),
  })

  const worker = createSendWorker({
    store,
    log,
    metrics: createNotifyMetrics(metrics),
    allowPrivate: config.PAPERTAPE_NOTIFY_ALLOW_PRIVATE,
  })
  const lease = await tape.lease({
    name: 'alarm-evaluator',
    instance,
    signal: stopping,
    async onHeld(held) {
      alarmMetrics.held.set(1)
      try {
        await watchAndTell({ tape, store, log, metrics: alarmMetrics, held, worker, publicUrl: publicUrlOf(config) })
      } finally {
        alarmMetrics.held.set(0)
      }
    },
  })
  await using health = await serveHealth({
    host: config.PAPERTAPE_HEALTH_HOST,
    port: config.PAPERTAPE_HEALTH_PORT,
    service: 'alarm-evaluator',
    checks: {
      nats: () => ({ ...tape.status() }),
      postgres: () => store.ping().then(() => ({ ok: true })),
      lease: () => ({ ok: true, role: lease.held() ? 'working' : 'standing by' }),
    },
    metrics: metrics.registry,
  })
  using _alive = announceAlive({ hint: tape.hint, readiness: health.readiness, service: 'alarm-evaluator', instance })
  log.info({ partitions: tape.partitions }, 'started')
  await lease.done
})
