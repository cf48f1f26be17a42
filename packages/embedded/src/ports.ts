import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Whether nothing listens on `host:port`, found out by listening there for a moment. */
export const portIsFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)))
  })

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
