import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedServer, freePort, startNats, startPostgres } from '@papertape/embedded'
import type { TestServer, TestServers } from './test-servers.ts'

/** One server of each kind as child processes, on ports and in a folder of their own. */
export const embeddedServers = async (): Promise<TestServers> => {
  const dir = await mkdtemp(join(tmpdir(), 'papertape-test-'))
  const natsPort = await freePort()
  const postgresPort = await freePort()
  const [nats, postgres] = await Promise.all([
    disturbable(() => startNats({ dir: join(dir, 'nats'), port: natsPort })),
    disturbable(() => startPostgres({ dir: join(dir, 'postgres'), port: postgresPort, durable: false })),
  ])
  return {
    kind: 'embedded',
    natsUrl: nats.url,
    databaseUrl: postgres.url,
    nats,
    postgres,
    async [Symbol.asyncDispose]() {
      await Promise.all([nats.kill(), postgres.kill()]) // the data goes away, so nothing needs to be put in order
      await rm(dir, { recursive: true, force: true })
    },
  }
}

const disturbable = async (start: () => Promise<EmbeddedServer>): Promise<TestServer> => {
  let server = await start()
  return {
    url: server.url,
    port: server.port,
    kill: () => server.kill(),
    async restart() {
      await server.stop()
      server = await start()
    },
  }
}
