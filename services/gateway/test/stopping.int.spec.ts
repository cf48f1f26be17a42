import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'

let servers: TestServers
beforeAll(async () => {
  servers = await startTestServers()
})
afterAll(() => servers[Symbol.asyncDispose]())

const TOKEN = 'not to be seen in any log'

const startService = async () => {
  const service: ChildProcess = spawn(process.execPath, [new URL('../src/main.ts', import.meta.url).pathname], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'] ?? '',
      NATS_URL: servers.natsUrl,
      DATABASE_URL: servers.databaseUrl,
      PAPERTAPE_PORT: '0',
      PAPERTAPE_ADMIN_TOKEN: TOKEN,
      PAPERTAPE_LOG_LEVEL: 'trace',
    },
  })
  let log = ''
  service.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()))
  service.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const [message] = (await once(service, 'message', { signal: AbortSignal.timeout(30_000) })) as [{ port: number }]
  return { service, port: message.port, log: () => log }
}

it('stops within 5 s with half-sent requests open, exits 0, and never logs the token', async () => {
  const { service, port, log } = await startService()
  const url = `http://127.0.0.1:${port}`
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  const registered = await fetch(`${url}/api/v1/bots`, { method: 'POST', headers, body: '{"bot_id":"bot"}' })
  expect(registered.status).toBe(201)
  const halfSent = connect(port, '127.0.0.1')
  halfSent.on('error', () => undefined)
  halfSent.write(
    'POST /api/v1/bots HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  )
  const idle = connect(port, '127.0.0.1')
  idle.on('error', () => undefined)
  await Promise.all([once(halfSent, 'connect'), once(idle, 'connect')])
  const stoppedAt = Date.now()
  service.kill('SIGTERM')
  const [code] = (await once(service, 'exit', { signal: AbortSignal.timeout(10_000) })) as [number]
  expect(code).toBe(0)
  expect(Date.now() - stoppedAt).toBeLessThan(5000)
  expect(log()).toContain('"bot registered"')
  expect(log()).not.toContain(TOKEN)
})

it('names what is wrong with its configuration and exits 2', async () => {
  const service = spawn(process.execPath, [new URL('../src/main.ts', import.meta.url).pathname], {
    env: { PATH: process.env['PATH'] ?? '', PAPERTAPE_PORT: '99999' },
  })
  let said = ''
  service.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(service, 'exit')) as [number]
  expect([code, said.match(/PAPERTAPE_\w+/g)]).toEqual([2, ['PAPERTAPE_PORT', 'PAPERTAPE_ADMIN_TOKEN']])
})
