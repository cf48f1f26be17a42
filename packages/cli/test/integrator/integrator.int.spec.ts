import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/nats-core'
import { connect } from '@nats-io/transport-node'
import { parseFact } from '@papertape/events'
import { connectTape } from '@papertape/tape'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Credentials } from '../../src/integrator/add.ts'
import { papertape, startPapertape, until } from '../papertape-stack.ts'

let system: Awaited<ReturnType<typeof startPapertape>>
beforeAll(async () => {
  system = await startPapertape()
  for (const bot of ['alpha', 'beta']) await register(bot)
}, 120_000)
afterAll(() => system[Symbol.asyncDispose]())

const register = async (bot_id: string): Promise<void> => {
  const { gateway_url, admin_token } = system.stack()
  const headers = { authorization: `Bearer ${admin_token}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ bot_id, name: bot_id, mode: 'live' })
  const answer = await fetch(`${gateway_url}/api/v1/bots`, { method: 'POST', headers, body })
  expect(answer.status).toBe(201)
}

const integrator = (...args: string[]) => papertape('integrator', ...args, '--data-dir', system.dataDir)

const add = async (name: string, bots: string): Promise<Credentials & { ok: boolean; active: boolean }> => {
  const { code, stdout, stderr } = await integrator('add', name, '--bots', bots, '--json')
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout)
}

const login = ({ url, user, password }: Pick<Credentials, 'url' | 'user' | 'password'>): Promise<NatsConnection> =>
  connect({ servers: url ?? '', user, pass: password, reconnect: false })

const signal = (signal_id: string) =>
  JSON.stringify({
    signal_id,
    symbol: 'BTCUSDT',
    direction: 'LONG',
    entry_price: '100',
    take_profit: '110',
    stop_loss: '90',
  })

describe('an integrator of a running system', () => {
  it('publishes its signals, has them accepted and filled, and hears its own facts live', async () => {
    const acme = await add('acme', 'alpha')
    expect(acme).toMatchObject({
      ok: true,
      active: true,
      publish: ['signals.alpha'],
      subscribe: ['ledger.*.alpha.>'],
    })
    const connection = await login(acme)
    const heard: string[] = []
    connection.subscribe('ledger.*.alpha.>', {
      callback: (_, message) => void heard.push(parseFact(message.string()).type),
    })
    await connection.flush()
    const ack = await jetstream(connection).publish('signals.alpha', signal('s-1'))
    expect(ack).toMatchObject({ stream: 'SIGNALS', duplicate: false })
    await until('the facts of the signal', () => heard.length >= 2)
    expect(heard).toEqual(['signal.accepted', 'fill.recorded'])
    await connection.close()
  })

  it('does not disturb the services, nor another integrator, when it comes or goes', async () => {
    await using tape = await connectTape({ servers: system.stack().nats_url, name: 'bystander' })
    const first = await add('first', 'b-1')
    const connection = await login(first)
    for (const name of ['second', 'third']) {
      await add(name, `of-${name}`)
      expect((await integrator('remove', name, '--json')).code).toBe(0)
    }
    await jetstream(connection).publish('signals.b-1', signal('s-1'))
    expect(connection.isClosed()).toBe(false)
    expect(tape.status()).toMatchObject({ ok: true, reconnects: 0 })
    const restarts = system.stack().services.map((service) => service.restarts)
    expect(restarts.every((count) => count === 0)).toBe(true)
    await connection.close()
  })

  it('is cut off when it is removed, and never comes in again', async () => {
    const gone = await add('gone', 'beta')
    const connection = await login(gone)
    expect((await integrator('remove', 'gone', '--json')).code).toBe(0)
    await connection.closed()
    await expect(login(gone)).rejects.toThrow('Authorization Violation')
    const again = await add('gone', 'beta')
    await expect(login(gone)).rejects.toThrow('Authorization Violation')
    await (await login(again)).close()
  })

  it('is written down with a hash of its password only, and listed without it', async () => {
    const secretive = await add('secretive', 'b-2')
    const kept = readFileSync(join(system.dataDir, 'nats', 'accounts.conf'), 'utf8')
    expect(kept).toContain('secretive')
    expect(kept).not.toContain(secretive.password)
    const { stdout } = await integrator('list', '--json')
    const { integrators } = JSON.parse(stdout)
    expect(integrators.find(({ name }: { name: string }) => name === 'secretive')).toEqual({
      name: 'secretive',
      bots: ['b-2'],
      created_at: secretive.created_at,
    })
    expect(system.stderr()).not.toContain(secretive.password)
  })

  it.each([
    [['add', 'acme', '--bots', 'x'], 1, 'there is an integrator acme already'],
    [['add', 'other', '--bots', 'x,alpha'], 1, 'the bot alpha belongs to the integrator acme'],
    [['remove', 'nobody'], 1, 'there is no integrator nobody'],
    [['add', 'other'], 2, 'add takes --bots'],
    [['add', 'other', '--bots', 'a.>'], 2, 'is no bot id'],
    [['add', 'a b', '--bots', 'x'], 2, 'is no name'],
    [['rename', 'acme'], 2, 'integrator takes'],
  ])('%j is refused', async (args, code, message) => {
    const outcome = await integrator(...args)
    expect(outcome.stderr).toContain(message)
    expect(outcome.code).toBe(code)
  })
})

describe('the password of the services', () => {
  it('stands in no log, and the commands that need it find it', async () => {
    const password = new URL(system.stack().nats_url).password
    expect(password).not.toBe('')
    expect(system.stderr()).not.toContain(password)
    const status = await papertape('status', '--json', '--data-dir', system.dataDir)
    expect(JSON.parse(status.stdout)).toMatchObject({ ok: true })
    expect(status.stdout).not.toContain(password)
    const verified = await papertape('rebuild', '--verify', '--json', '--data-dir', system.dataDir)
    expect(verified.code, verified.stderr).toBe(0)
  })
})
