import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tradesIn } from './fixtures/oracle.ts'
import { allPartitionsOf, openScene, type Scene } from './fixtures/scene.ts'

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

const TRADES = 3000

it('a stop that is heard late closes thousands of trades at the tick that was theirs', {
  timeout: 120_000,
}, async () => {
  const started = await scene.startTrader()
  await allPartitionsOf(scene, [started])
  await scene.tick('MANY', '100')
  for (let index = 0; index < TRADES; index += 1) await scene.accept({ bot_id: 'many', symbol: 'MANY' })
  // Asked by its length: reading the whole ledger again and again would leave the trader no time.
  const ledgerOf = (facts: number) => async () => (await scene.tape.streamState('LEDGER')).lastSeq >= facts
  await scene.until('every entry', ledgerOf(2 * TRADES))
  const { lastSeq } = await scene.tape.streamState('PRICES')
  const deciding = await scene.tick('MANY', '101')
  for (let step = 0; step < 20; step += 1) await scene.tick('MANY', '102')
  await scene.stopAndClose('many', lastSeq)
  await scene.until('every exit', ledgerOf(3 * TRADES + 1))
  await scene.until('and nothing but', async () => tradesIn(await scene.facts()).every(({ ends }) => ends.length === 2))
  for (const { ends } of tradesIn(await scene.facts())) {
    expect(ends[1]?.event.data).toMatchObject({ status: 'CLOSED_MANUAL', evidence: { tick: { seq: deciding.seq } } })
  }
  await started.stop()
})
