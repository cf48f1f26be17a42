import { announceAlive, loadConfig, runService, serveHealth } from '@papertape/service-kit'
import { openStore } from '@papertape/store'
import { connectTape } from '@papertape/tape'
import { config } from './config.ts'
import { startTrader } from './trader.ts'
import { whileStarting } from './while-starting.ts'

await runService('paper-trader', async ({ log, stopping, metrics, instance }) => {
  const settings = loadConfig(config)
  const name = 'paper-trader'
  const { NATS_URL: servers, PAPERTAPE_PARTITIONS: partitions } = settings

  await using tape = await whileStarting(stopping, (signal) => connectTape({ servers, name, partitions, log, signal }))
  await using store = await openStore({ url: settings.DATABASE_URL, name, signal: stopping })
  const trader = await startTrader({ tape, store, log, metrics, instance, stopping })
  await using health = await serveHealth({
    host: settings.PAPERTAPE_HEALTH_HOST,
    port: settings.PAPERTAPE_HEALTH_PORT,
    service: name,
    checks: { nats: () => tape.status(), trader: trader.check },
    metrics: metrics.registry,
  })
  using _alive = announceAlive({ hint: tape.hint, readiness: health.readiness, service: name, instance })

  log.info('started')
  await trader.done
})
