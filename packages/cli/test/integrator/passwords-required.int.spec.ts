import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { papertape, startPapertape } from '../papertape-stack.ts'

let system: Awaited<ReturnType<typeof startPapertape>>
beforeAll(async () => {
  system = await startPapertape('up', { PAPERTAPE_NATS_AUTH: 'required' })
}, 120_000)
afterAll(() => system[Symbol.asyncDispose]())

const time = '2026-11-20T10:00:00.000Z'
const lines = [
  { kind: 'price', venue: 'binance', symbol: 'BTCUSDT', price: '100', time },
  {
    kind: 'signal',
    bot_id: 'asked',
    signal_id: 's-1',
    symbol: 'BTCUSDT',
    direction: 'LONG',
    entry_price: '100',
    take_profit: '110',
    stop_loss: '90',
    time,
  },
  { kind: 'price', venue: 'binance', symbol: 'BTCUSDT', price: '111', time: '2026-11-20T10:00:01.000Z' },
]

it('nobody comes in without a password, though everything works that is ours', async () => {
  const { host } = new URL(system.stack().nats_url)
  await expect(connect({ servers: host, reconnect: false })).rejects.toThrow('Authorization Violation')

  const [file, bots] = [join(system.dataDir, 'file.jsonl'), join(system.dataDir, 'bots.json')]
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  writeFileSync(bots, JSON.stringify({ bot_id: 'asked', name: 'Asked' }))
  for (const args of [
    ['replay', file, '--bot', bots, ...system.flags],
    ['rebuild', '--verify', ...system.flags],
    ['status', ...system.flags],
  ]) {
    const { code, stderr } = await papertape(...args)
    expect(code, stderr).toBe(0)
  }
})

it('an integrator is added without a warning', async () => {
  const { code, stderr } = await papertape('integrator', 'add', 'acme', '--bots', 'a', '--data-dir', system.dataDir)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
