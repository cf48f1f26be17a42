import { announceAlive, loadConfig, runService, serveHealth } from '@papertape/service-kit'
import { openStore } from '@papertape/store'
import { connectTape } from '@papertape/tape'
import { configSchema } from './config.ts'
import { type Ingest, startIngest } from './ingest.ts'

const service = 'signal-ingest'

// Disposed in reverse order, after the last signal in work is answered, so that nothing writes to a closed connection.
await runService(service, async ({ log, stopping, metrics, instance }) => {
  const config = loadConfig(configSchema)
  let postgres = (): Promise<void> => Promise.reject(new Error('not connected yet'))
  let ingest: Ingest | null = null

  await using tape = await connectTape({
    servers: config.NATS_URL,
    name: service,
    partitions: config.PAPERTAPE_PARTITIONS,
    log,
    signal: stopping,
  })
  await using health = await serveHealth({
    host: config.PAPERTAPE_HEALTH_HOST,
    port: config.PAPERTAPE_HEALTH_PORT,
    service,
    checks: {
      nats: () => tape.status(),
      postgres: () => postgres().then(() => ({ ok: true })),
      signals: () => ingest?.check() ?? { ok: false, detail: 'starting' },
    },
    metrics: metrics.registry,
  })
  using _alive = announceAlive({ hint: tape.hint, readiness: health.readiness, service, instance })
  await using store = await openStore({
    url: config.DATABASE_URL,
    name: service,
    signal: stopping,
    onWaiting: (reason) => log.warn({ reason }, 'waiting for postgresql'),
  })
  postgres = () => store.ping()
  ingest = await startIngest({ tape, store, instance, metrics, log, signal: stopping })
  log.info('started')
  await ingest.done
})
