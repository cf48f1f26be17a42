import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { freePort, type NatsServer, startNats } from '@papertape/embedded'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'papertape-passwords-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** Streams seen with these credentials; an error where they do not let anybody in. */
const streamsSeen = async ({ url }: NatsServer, login: { user?: string; pass?: string } = {}): Promise<string[]> => {
  const connection = await connect({ servers: url, ...login, reconnect: false })
  try {
    const names: string[] = []
    for await (const { config } of (await jetstreamManager(connection)).streams.list()) names.push(config.name)
    return names
  } finally {
    await connection.close()
  }
}

const loginOf = ({ coreUrl }: NatsServer) => {
  const { username: user, password: pass } = new URL(coreUrl)
  return { user, pass }
}

describe('a server that asks on request', () => {
  it('takes anybody on loopback for one of us, and whoever knows the password of the services', async () => {
    await using server = await startNats({ dir, port: await freePort() })
    expect(await streamsSeen(server)).toEqual([])
    expect(await streamsSeen(server, loginOf(server))).toEqual([])
    await expect(streamsSeen(server, { ...loginOf(server), pass: 'wrong' })).rejects.toThrow('Authorization Violation')
    await expect(streamsSeen(server, { user: 'papertape.core', pass: '' })).rejects.toThrow('Authorization Violation')
    expect(statSync(join(dir, 'core-password')).mode & 0o077).toBe(0)
  })

  it('keeps that password', async () => {
    const where = { dir, port: await freePort() }
    const first = await startNats(where)
    await first.stop()
    await using second = await startNats(where)
    expect(second.coreUrl).toBe(first.coreUrl)
  })
})

describe.each([
  ['that is told to', { passwords: 'required' as const }],
  ['that listens everywhere', { host: '0.0.0.0' }],
  ['that listens everywhere, whatever it is told', { host: '0.0.0.0', passwords: 'on request' as const }],
])('a server %s', (_, options) => {
  it('refuses whoever has no password', async () => {
    await using server = await startNats({ dir, port: await freePort(), ...options })
    await expect(streamsSeen(server)).rejects.toThrow('Authorization Violation')
    expect(await streamsSeen(server, loginOf(server))).toEqual([])
  })
})

it('a change of the integrators that was killed does not keep the server from starting', async () => {
  const left = join(dir, 'accounts.conf.new')
  writeFileSync(left, 'half a fi')
  await using server = await startNats({ dir, port: await freePort() })
  expect(await streamsSeen(server)).toEqual([])
  expect(existsSync(left)).toBe(false)
})

it('streams from before there were accounts become those of the services, as old as they are', async () => {
  const where = { dir, port: await freePort() }
  const first = await startNats(where)
  const connection = await connect({ servers: first.url })
  const { created } = await (await jetstreamManager(connection)).streams.add({ name: 'KEPT', subjects: ['kept'] })
  await jetstream(connection).publish('kept', 'something')
  await connection.close()
  await first.stop()
  const accounts = join(dir, 'jetstream', 'jetstream')
  renameSync(join(accounts, 'CORE'), join(accounts, '$G'))

  await using second = await startNats(where)
  const again = await connect({ servers: second.url })
  const info = await (await jetstreamManager(again)).streams.info('KEPT')
  expect(info).toMatchObject({ created, state: { messages: 1 } })
  expect(existsSync(join(accounts, '$G'))).toBe(false)
  await again.close()
})
