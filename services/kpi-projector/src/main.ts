// Composition only: read top to bottom to see everything this service does.
import { announceAlive, loadConfig, retry, runService, serveHealth } from '@papertape/service-kit'
import { checkAgainstLedger, openStore } from '@papertape/store'
import { connectTape } from '@papertape/tape'
import { createCondition } from './condition.ts'
import { configSchema } from './config.ts'
import { onLedger } from './on-ledger.ts'
import { createProjectorMetrics } from './projector-metrics.ts'

const service = 'kpi-projector'

await runService(service, async ({ log, stopping, metrics: registry, instance }) => {
  const config = loadConfig(configSchema)
  const metrics = createProjectorMetrics(registry)
  const condition = createCondition(log)
  const intervals = {
    reportSeconds: config.PAPERTAPE_REPORT_INTERVAL,
    updateSeconds: config.PAPERTAPE_UPDATE_INTERVAL,
  }
  let postgres = async (): Promise<void> => {
    throw new Error('not connected yet')
  }

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
      projection: condition.check,
    },
    metrics: registry.registry,
  })
  using _alive = announceAlive({ hint: tape.hint, readiness: health.readiness, service, instance })

  await condition.during(async () => {
    await using store = await openStore({
      url: config.DATABASE_URL,
      name: service,
      signal: stopping,
      connectionsMax: 4,
      onWaiting: (reason) => log.warn({ reason }, 'waiting for postgresql'),
    })
    postgres = () => store.ping()
    const look = () =>
      store.snapshot(async (snapshot) => ({
        checkpoint: snapshot.checkpoint,
        ledger: await tape.streamState('LEDGER'),
      }))
    const { checkpoint, ledger } = await retry(look, { signal: stopping, log, what: 'look at the projection' })
    checkAgainstLedger(checkpoint, ledger)
    condition.at(checkpoint.seq)
    condition.role('standing by')
    const lease = await tape.lease({
      name: service,
      instance,
      signal: stopping,
      onHeld: (held) => onLedger({ tape, store, log, metrics, condition, intervals }, held),
    })
    log.info({ seq: checkpoint.seq, ledger_seq: ledger.lastSeq }, 'started')
    await lease.done
  }, stopping)
})
