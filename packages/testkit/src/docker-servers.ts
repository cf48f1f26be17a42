import { randomBytes } from 'node:crypto'
import { createDatabase, freePort } from '@papertape/embedded'
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers'
import { labelOfThisRun, natsImage, postgresImage } from './docker-engine.ts'
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
  // The port is chosen here, because Docker would give out another one at each restart.
  const port = await freePort()
  const container = await new GenericContainer(natsImage)
    .withCopyContentToContainer([{ content: natsConfig, target: '/etc/nats/papertape.conf' }])
    .withCommand(['-c', '/etc/nats/papertape.conf'])
    .withExposedPorts({ container: 4222, host: port })
    .withLabels(labelOfThisRun())
    .withWaitStrategy(Wait.forSuccessfulCommand('wget -q -O /dev/null http://127.0.0.1:8222/healthz'))
    .start()
  return disturbable(container, port, `nats://127.0.0.1:${port}`)
}

const startPostgresContainer = async () => {
  const port = await freePort()
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
    // By address: the server that runs the init scripts listens on a socket file only.
    .withWaitStrategy(Wait.forSuccessfulCommand('pg_isready -q -h 127.0.0.1 -U papertape'))
    .start()
  return disturbable(container, port, `postgres://papertape:papertape@127.0.0.1:${port}/papertape`)
}

const disturbable = async (
  container: StartedTestContainer,
  port: number,
  url: string,
): Promise<TestServer & { remove(): Promise<void> }> => {
  // Past testcontainers, which stops a container only once in its life.
  const engine = await getContainerRuntimeClient()
  const handle = engine.container.getById(container.getId())
  return {
    url,
    port,
    async kill() {
      await handle.kill({ signal: 'SIGKILL' })
    },
    restart: () => container.restart(),
    async remove() {
      await handle.remove({ force: true, v: true })
    },
  }
}
