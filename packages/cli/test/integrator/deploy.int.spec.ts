import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/nats-core'
import { connect } from '@nats-io/transport-node'
import { changeIntegrators, findNatsServer, freePort } from '@papertape/embedded'
import { connectTape } from '@papertape/tape'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { papertape } from '../papertape-stack.ts'

// The files that docker-compose.yml mounts, started as in the container, but for its places and ports.

const deployed = join(import.meta.dirname, '../../../../deploy/nats')

let dir: string
let conf: string
let data: string
let port: number
let stop: () => Promise<void>
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'papertape-deploy-'))
  ;[conf, data, port, stop] = [join(dir, 'conf'), join(dir, 'data'), await freePort(), async () => {}]
  mkdirSync(conf)
  const monitorPort = await freePort()
  for (const name of readdirSync(deployed)) {
    const text = readFileSync(join(deployed, name), 'utf8')
    const there = text.replaceAll('/data', data).replace('port: 4222', `port: ${port}`)
    writeFileSync(join(conf, name), there.replace('port: 8222', `port: ${monitorPort}`))
  }
})
afterEach(async () => {
  await stop()
  rmSync(dir, { recursive: true, force: true })
})

const start = async (password = ''): Promise<{ reload: () => void }> => {
  const PATH = [dirname(await findNatsServer(() => {})), process.env['PATH']].join(delimiter)
  const child = spawn('sh', [join(conf, 'start.sh')], { env: { PATH, NATS_CORE_PASSWORD: password }, stdio: 'ignore' })
  stop = async () => {
    if (child.exitCode !== null || !child.kill()) return
    await once(child, 'exit')
  }
  while (!(await isUp())) {
    expect(child.exitCode).toBeNull()
    await pause(20)
  }
  return { reload: () => void child.kill('SIGHUP') }
}

const isUp = async (): Promise<boolean> => {
  try {
    await (await connect({ port, reconnect: false })).close()
    return true
  } catch (error) {
    return String(error).includes('Authorization')
  }
}

const makeStreams = async (login = ''): Promise<void> => {
  await using _tape = await connectTape({ servers: `nats://${login}127.0.0.1:${port}`, name: 'streams' })
}

it('is, before anybody was added, what the command would write', async () => {
  const fresh = join(dir, 'fresh')
  mkdirSync(fresh)
  await changeIntegrators(fresh, () => [])
  const [file, made] = [deployed, fresh].map((folder) => readFileSync(join(folder, 'accounts.conf'), 'utf8'))
  expect(file).toBe(made)
})

it('lets anybody in who reaches it while there is no password, and keeps streams from before there were accounts', async () => {
  await start()
  await makeStreams()
  const connection = await connect({ port })
  expect(await jetstream(connection).publish('signals.a', '{}')).toMatchObject({ seq: 1 })
  await connection.close()
  await stop()
  renameSync(join(data, 'jetstream', 'CORE'), join(data, 'jetstream', '$G'))
  await start()
  const again = await connect({ port })
  expect(await jetstream(again).publish('signals.a', '{}')).toMatchObject({ seq: 2 })
  await again.close()
})

it('asks everybody for a password once there is one, and takes up an integrator', async () => {
  const server = await start('letters1')
  await expect(makeStreams()).rejects.toThrow('Authorization Violation')
  await makeStreams('papertape.core:letters1@')
  const { stdout, stderr } = await papertape('integrator', 'add', 'acme', '--bots', 'a', '--nats-dir', conf, '--json')
  expect(stderr).toContain('SIGHUP')
  const { user, password: pass, active } = JSON.parse(stdout)
  expect(active).toBe(false)
  let connection: NatsConnection | undefined
  await vi.waitFor(async () => {
    server.reload()
    connection ??= await connect({ port, user, pass, reconnect: false })
    await jetstream(connection).publish('signals.a', '{}', { timeout: 500 })
  }, 10_000)
  await connection?.close()
})
