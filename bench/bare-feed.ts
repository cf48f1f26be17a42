import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connectTape } from '@papertape/tape'
import { WebSocketServer } from 'ws'

/** The least that a feed needs: what is published on a subject goes to every client as it is. Sends its port to who forked it. */
const [servers = '', subject = ''] = process.argv.slice(2)
const tape = await connectTape({ servers, name: 'bare-feed' })
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
await once(server, 'listening')
tape.follow({
  stream: 'PRICES',
  subjects: subject,
  from: (await tape.streamState('PRICES')).lastSeq + 1,
  signal: new AbortController().signal,
  onMessage: (message) => {
    const frame = Buffer.from(JSON.stringify({ t: 'delta', up: [JSON.parse(message.text())] }))
    for (const client of server.clients) client.send(frame, { binary: false })
  },
})
process.send?.({ port: (server.address() as AddressInfo).port })
