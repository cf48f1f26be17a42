// Composition only: read top to bottom to see everything this service does.
import { publicUrlOf } from '@papertape/notify'
import { announceAlive, loadConfig, runService, serveHealth } from '@papertape/service-kit'
import { openStore } from '@papertape/store'
import { connectTape } from '@papertape/tape'
import { configSchema } from './config.ts'
import { createServer } from './create-server.ts'
import { gatewayMetrics } from './metrics.ts'
import { openGateway } from './open-gateway.ts'

const service = 'gateway'
const TOKEN_LENGTH_ADVISED = 16

await runService(service, async ({ log, stopping, metrics, instance }) => {
  const config = loadConfig(configSchema)
  if (config.PAPERTAPE_ADMIN_TOKEN.length < TOKEN_LENGTH_ADVISED)
    log.warn('the operator token is short enough to guess')
  await using tape = await connectTape({
    servers: config.NATS_URL,
    name: service,
    partitions: config.PAPERTAPE_PARTITIONS,
    log,
    signal: stopping,
  })
  await using store = await openStore({ url: config.DATABASE_URL, name: service, signal: stopping })
  const intervals = {
    update_interval: config.PAPERTAPE_UPDATE_INTERVAL,
    report_interval: config.PAPERTAPE_REPORT_INTERVAL,
  }
  const notify = {
    allowPrivate: config.PAPERTAPE_NOTIFY_ALLOW_PRIVATE,
    publicUrl: publicUrlOf(config),
  }
  await using gateway = openGateway({ tape, store }, { log, intervals, notify })
  await using server = createServer(gateway, {
    log,
    adminToken: config.PAPERTAPE_ADMIN_TOKEN,
    rates: { public: config.PAPERTAPE_RATE_LIMIT_PUBLIC, source: config.PAPERTAPE_RATE_LIMIT_SOURCE },
    trustProxy: config.PAPERTAPE_TRUST_PROXY,
    onAnswered: gatewayMetrics(metrics, gateway),
  })
  await server.listen({ host: config.PAPERTAPE_HOST, port: config.PAPERTAPE_PORT })
  const address = server.server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await using health = await serveHealth({
    host: config.PAPERTAPE_HEALTH_HOST,
    port: config.PAPERTAPE_HEALTH_PORT,
    service,
    checks: { nats: () => tape.status(), postgres: () => store.ping().then(() => ({ ok: true })) },
    metrics: metrics.registry,
    extra: { port },
  })
  using _alive = announceAlive({ hint: tape.hint, readiness: health.readiness, service, instance })
  log.info({ host: config.PAPERTAPE_HOST, port }, 'started')
  const stopped = new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve(), { once: true }))
  await Promise.race([stopped, gateway.ended])
})
