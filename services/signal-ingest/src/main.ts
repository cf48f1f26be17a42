import { announceAlive, loadConfig, runService, serveHealth } from '@papertape/service-kit'
import { openStore } from '@papertape/store'
import { connectTape } from '@papertape/tape'
import { configSchema } from './config.ts'
import { startIngest } from './ingest.ts'

// Disposed in reverse order, after the last signal in work is answered, so that nothing writes to a closed connection.
await runService('signal-ingest', async ({ log, stopping, metrics, instance }) => {
  const config = loadConfig(configSchema)
  await using store = await openStore({ url: config.DATABASE_URL, name: instance, signal: stopping })
  await using tape = await connectTape({
    servers: config.NATS_URL,
    name: instance,
    partitions: config.PAPERTAPE_PARTITIONS,
    log,
    signal: stopping,
  })
  const ingest = await startIngest({ tape, store, instance, metrics, log, signal: stopping })
  await using health = await serveHealth({
    host: config.PAPERTAPE_HEALTH_HOST,
    port: config.PAPERTAPE_HEALTH_PORT,
    service: 'signal-ingest',
    checks: ingest.checks,
    metrics: metrics.registry,
  })
  using _alive = announceAlive({ hint: tape.hint, readiness: health.readiness, service: 'signal-ingest', instance })
  log.info('started')
  await ingest.done
})
