import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

/** A plain TCP balancer: each connection goes to the next place that is up. */
export const startRoundRobin = async (ports: () => readonly number[]) => {
  let turn = 0
  const server = createServer((client) => {
    const up = ports().filter((port) => port !== 0)
    const port = up[turn++ % Math.max(1, up.length)]
    client.on('error', () => undefined)
    if (port === undefined) return void client.destroy()
    const upstream = connect(port, '127.0.0.1')
    upstream.on('error', () => undefined)
    upstream.on('close', () => client.destroy())
    client.on('close', () => upstream.destroy())
    client.pipe(upstream)
    upstream.pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]: () => {
      server.close()
    },
  }
}
