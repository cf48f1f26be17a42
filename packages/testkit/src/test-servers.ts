import { embeddedServers } from './embedded-servers.ts'

/** A server that a fault test disturbs. It keeps its port and its data through all of it. */
export type TestServer = {
  url: string
  port: number
  /** Ends the server as a crash would (SIGKILL). */
  kill: () => Promise<void>
  /** Starts it again after `kill`, or stops it in order and starts it; fulfilled when it serves again. */
  restart: () => Promise<void>
}

/** A nats-server with JetStream and a PostgreSQL with an empty database, for one test file. Disposing ends both. */
export type TestServers = AsyncDisposable & {
  kind: 'embedded' | 'docker'
  natsUrl: string
  databaseUrl: string
  nats: TestServer
  postgres: TestServer
}

export type TestServersOptions = {
  /** `docker` and `embedded` insist on one kind. Default: what the run as a whole uses, see `global-setup.ts`. */
  kind?: 'embedded' | 'docker'
}

/**
 * Starts what an integration test needs. Both kinds behave alike, so a test does not ask which it got; only the order in
 * which they are preferred differs from machine to machine.
 *
 * ```ts
 * await using servers = await startTestServers()
 * const connection = await connect({ servers: servers.natsUrl })
 * ```
 */
export const startTestServers = async (options: TestServersOptions = {}): Promise<TestServers> => {
  const kind = options.kind ?? (process.env['PAPERTAPE_TEST_SERVERS'] === 'docker' ? 'docker' : 'embedded')
  if (kind === 'embedded') return embeddedServers()
  const { dockerServers } = await import('./docker-servers.ts')
  return dockerServers()
}
