import { randomBytes } from 'node:crypto'
import { acceptsQueries, answersOk, createDatabase, freePort } from '@papertape/embedded'
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer } from 'testcontainers'
import { labelOfThisRun, natsImage, postgresImage } from './docker-engine.ts'
import { type Readiness, readiness } from './readiness.ts'
import type { TestServer, TestServers } from './test-servers.ts'

const natsConfig = `
jetstream { store_dir: /data, sync_interval: always }
http_port: 8222
`

/** The same two servers in containers, from the images that the compose file names. */
export const dockerServers = async (): Promise<TestServers> => {
  const [nats, postgres] = await Promise.all([startNatsContainer(), startPostgresContainer()])
  const database = `test_${randomBytes(6).toString('hex')}`
  await createDatabase(postgres.url, database)
  const databaseUrl = postgres.url.replace(/\/papertape$/, `/${database}`)
  return {
    kind: 'docker',
    natsUrl: nats.url,
    databaseUrl,
    nats,
    postgres: { ...postgres, url: databaseUrl },
    async [Symbol.asyncDispose]() {
      await Promise.all([nats.remove(), postgres.remove()])
    },
  }
}

const startNatsContainer = async () => {
  // The ports are chosen here, because Docker would give out others at each restart.
  const port = await freePort()
  const monitorPort = await freePort()
  const ready = readiness('nats-server', () => answersOk(`http://127.0.0.1:${monitorPort}/healthz`))
  const container = await new GenericContainer(natsImage)
    .withCopyContentToContainer([{ content: natsConfig, target: '/etc/nats/papertape.conf' }])
    .withCommand(['-c', '/etc/nats/papertape.conf'])
    .withExposedPorts({ container: 4222, host: port }, { container: 8222, host: monitorPort })
    .withLabels(labelOfThisRun())
    .withWaitStrategy(ready)
    .start()
  return disturbable(container, { url: `nats://127.0.0.1:${port}`, port, ready })
}

const startPostgresContainer = async () => {
  const port = await freePort()
  const url = `postgres://papertape:papertape@127.0.0.1:${port}/papertape`
  // The server that runs the init scripts listens on a socket file only, so it is not taken for the real one.
  const ready = readiness('PostgreSQL', () => acceptsQueries(url))
  const container = await new GenericContainer(postgresImage)
    .withEnvironment({
      POSTGRES_USER: 'papertape',
      POSTGRES_PASSWORD: 'papertape',
      POSTGRES_DB: 'papertape',
      POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8',
    })
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'full_page_writes=off'])
    .withExposedPorts({ container: 5432, host: port })
    .withLabels(labelOfThisRun())
    .withWaitStrategy(ready)
    .start()
  return disturbable(container, { url, port, ready })
}

/** What the engine may take for a kill, a restart or a removal; one that never answers is an error and no wait for ever. */
const ENGINE_MS_MAX = 60_000

const disturbable = async (
  container: StartedTestContainer,
  { url, port, ready }: { url: string; port: number; ready: Readiness },
): Promise<TestServer & { remove(): Promise<void> }> => {
  // Past testcontainers, which stops a container only once in its life.
  const engine = await getContainerRuntimeClient()
  const handle = engine.container.getById(container.getId())
  const inTime = () => ({ abortSignal: AbortSignal.timeout(ENGINE_MS_MAX) })
  return {
    url,
    port,
    async kill() {
      await handle.kill({ signal: 'SIGKILL', ...inTime() })
    },
    async restart() {
      await handle.restart({ t: 0, ...inTime() })
      await ready.waitUntilReady()
    },
    async remove() {
      await handle.remove({ force: true, v: true, ...inTime() })
    },
  }
}
