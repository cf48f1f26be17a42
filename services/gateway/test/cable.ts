import { connect, createServer, type Socket } from 'node:net'

/** A TCP connection that a test can hold up or cut, in front of a server. */
export type Cable = AsyncDisposable & {
  url: string
  /** What goes to the server, or comes from it, waits on its way. */
  hold: (way: 'to' | 'from') => void
  release: () => void
  /** Cuts every connection; new ones may be made. */
  cut: () => void
}

/** Lays a cable to a server on this machine. */
export const layCable = async (to: { port: number }): Promise<Cable> => {
  const pairs = new Set<{ near: Socket; far: Socket }>()
  const held = { to: false, from: false }
  const server = createServer((near) => {
    const far = connect(to.port, '127.0.0.1')
    const pair = { near, far }
    pairs.add(pair)
    near.on('data', (data) => far.write(data))
    far.on('data', (data) => near.write(data))
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        pairs.delete(pair)
        near.destroy()
        far.destroy()
      })
    }
    if (held.to) near.pause()
    if (held.from) far.pause()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  const cut = () => {
    for (const { near, far } of pairs) {
      near.destroy()
      far.destroy()
    }
  }
  return {
    url: `nats://127.0.0.1:${address.port}`,
    hold: (way) => {
      held[way] = true
      for (const { near, far } of pairs) (way === 'to' ? near : far).pause()
    },
    release: () => {
      Object.assign(held, { to: false, from: false })
      for (const { near, far } of pairs) {
        near.resume()
        far.resume()
      }
    },
    cut,
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
