import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { percentile } from './running-system.ts'

/** Many clients of a feed in a process of their own; tells how long each update took from its `time` to its client. */
const [url = '', topic = '', count = '', seconds = ''] = process.argv.slice(2)
const lags: number[] = []
const receive = (text: string): void => {
  if (!text.startsWith('{"t":"delta"')) return
  const time = /"time":"([^"]+)"/.exec(text)?.[1]
  if (time !== undefined) lags.push(Date.now() - Date.parse(time))
}
const sockets: WebSocket[] = []
for (let nth = 0; nth < Number(count); nth += 1) {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  socket.on('message', (data: Buffer) => receive(data.toString()))
  await once(socket, 'open')
  if (topic !== '') socket.send(JSON.stringify({ op: 'subscribe', id: 1, topics: [topic] }))
  sockets.push(socket)
}
process.send?.('connected')
await pause(1000)
lags.length = 0
await pause(Number(seconds) * 1000)
const sorted = lags.toSorted((a, b) => a - b)
process.send?.({
  updates: sorted.length,
  p50Ms: percentile(sorted, 0.5),
  p99Ms: percentile(sorted, 0.99),
  maxMs: sorted.at(-1) ?? Number.NaN,
})
for (const socket of sockets) socket.terminate()
process.exit(0)
