import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Whether nothing listens on `host:port`, found out by listening there for a moment. */
export const portIsFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)))
  })

/** Somebody else listens where a server was to listen. */
export class PortTaken extends Error {
  override name = 'PortTaken'
  readonly server: string
  readonly host: string
  readonly port: number

  constructor(server: string, host: string, port: number) {
    super(`${server} cannot listen on ${host}:${port}: the port is taken`)
    this.server = server
    this.host = host
    this.port = port
  }
}

/** Throws a {@link PortTaken} for the server that was to listen there. */
export const needPort = async (server: string, host: string, port: number): Promise<void> => {
  if (!(await portIsFree(host, port))) throw new PortTaken(server, host, port)
}

/**
 * A port of the loopback address that is free now. It lies below the range from which systems take the ports of outgoing
 * connections, so that a server which is killed finds its port still free when it is started again.
 */
export const freePort = async (): Promise<number> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 32_000)
    if (await portIsFree('127.0.0.1', port)) return port
  }
  throw new Error('found no free port between 20000 and 32000 on 127.0.0.1')
}
