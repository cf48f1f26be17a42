import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openScene, type Scene } from './fixtures/scene.ts'
import { startTraderProcess } from './fixtures/trader-process.ts'

let servers: TestServers
let scene: Scene
beforeAll(async () => {
  servers = await startTestServers()
  scene = await openScene(servers)
})
afterAll(async () => {
  await scene[Symbol.asyncDispose]()
  await servers[Symbol.asyncDispose]()
})

const ready = async (port: number): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null))?.status === 200

describe('a trader through outages', () => {
  it('fills when nats-server and PostgreSQL have gone and come back, and says meanwhile that it is not ready', async () => {
    await using trader = await startTraderProcess(servers, 'outage')
    await scene.until('it trades', async () => (await trader.partitions()) === scene.tape.partitions)
    await scene.tick('OUT', '100')
    const before = await scene.accept({ bot_id: 'out-1', symbol: 'OUT' })
    await scene.until('the entry', async () => (await scene.endsOf(before.tradeId))[0])

    await servers.postgres.kill()
    const whileAway = await scene.accept({ bot_id: 'out-2', symbol: 'OUT' })
    await scene.until('the entry', async () => (await scene.endsOf(whileAway.tradeId))[0])
    await servers.nats.kill()
    await scene.until('not ready', async () => !(await ready(trader.healthPort)))
    await servers.nats.restart()
    await servers.postgres.restart()
    await scene.tick('OUT', '111')
    for (const { tradeId } of [before, whileAway]) {
      expect((await scene.exitOf(tradeId)).data).toMatchObject({ status: 'CLOSED_TP' })
      expect((await scene.endsOf(tradeId)).length).toBe(2)
    }
    await scene.until('ready again', () => ready(trader.healthPort))
  })

  it('stops in order within five seconds: what is decided is in the ledger, and the exit code is 0', async () => {
    await using trader = await startTraderProcess(servers, 'stopped')
    await scene.until('it trades', async () => (await trader.partitions()) === scene.tape.partitions)
    await scene.tick('STOP', '100')
    const bots = Array.from({ length: 5 }, (_, index) => `stop-${index}`)
    const opened = await Promise.all(
      bots.flatMap((bot_id) => Array.from({ length: 30 }, () => scene.accept({ bot_id, symbol: 'STOP' }))),
    )
    const fills = async () => {
      const ours = new Set(opened.map(({ tradeId }) => tradeId))
      return (await scene.facts()).filter(
        ({ event }) => event.type === 'fill.recorded' && ours.has(event.data.trade_id),
      )
    }
    await scene.until('every entry', async () => (await fills()).length === opened.length)
    await scene.tick('STOP', '94') // decides them all at once
    await scene.until('an exit', async () => (await fills()).length > opened.length)
    const startedMs = performance.now()
    trader.kill('SIGTERM')
    expect(await trader.exited).toBe(0)
    expect((await fills()).length).toBe(2 * opened.length)
    expect(performance.now() - startedMs).toBeLessThan(5000)
  })
})
