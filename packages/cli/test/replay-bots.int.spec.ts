import { connectTape } from '@papertape/tape'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { gatewayClient } from '../src/gateway-client.ts'
import { registerBots } from '../src/register-bots.ts'
import { registeredBots } from '../src/replay/replay-bots.ts'
import { startPapertape, until } from './papertape-stack.ts'

let system: Awaited<ReturnType<typeof startPapertape>>
beforeAll(async () => {
  system = await startPapertape()
}, 120_000)
afterAll(() => system[Symbol.asyncDispose]())

it('finds the bots that have just been registered, though the projection stands still for now', async () => {
  const { gateway_url, admin_token, nats_url, services } = system.stack()
  await using tape = await connectTape({ servers: nats_url, name: 'replay-bots' })
  const gateway = gatewayClient(gateway_url, admin_token)
  const projector = services.find(({ name }) => name === 'kpi-projector')?.pid ?? 0

  process.kill(projector, 'SIGSTOP')
  try {
    await registerBots(gateway, [{ bot_id: 'fresh', mode: 'replay' }])
    const { lastSeq } = await tape.streamState('LEDGER')
    const found = registeredBots(gateway, ['fresh', 'nobody'], { run: 'run', seq: lastSeq })
    await until('the bot not to be shown', async () => {
      const headers = { authorization: `Bearer ${admin_token}` }
      return (await fetch(`${gateway_url}/api/v1/bots/fresh`, { headers })).status === 404
    })
    process.kill(projector, 'SIGCONT')
    expect(await found).toEqual(['fresh'])
  } finally {
    process.kill(projector, 'SIGCONT')
  }
})
