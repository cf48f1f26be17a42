import { openStore, type Store } from '@papertape/store'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRun } from '../src/read-run.ts'
import { replay } from './fixtures/lock-step.ts'
import { expectedEnds, tradesIn, unstamped } from './fixtures/oracle.ts'
import { allPartitionsOf, openScene, type RunningTrader, type Scene } from './fixtures/scene.ts'
import { acceptedPrices } from './fixtures/ticks.ts'
import { startProjectorProcess, type TraderProcess } from './fixtures/trader-process.ts'

let servers: TestServers
let scene: Scene
let store: Store
let projector: TraderProcess
let running: RunningTrader
beforeAll(async () => {
  servers = await startTestServers()
  scene = await openScene(servers)
  projector = await startProjectorProcess(servers)
  store = await openStore({ url: servers.databaseUrl, name: 'takeover' })
  running = await scene.startTrader()
  await allPartitionsOf(scene, [running])
})
afterAll(async () => {
  await scene[Symbol.asyncDispose]()
  await projector[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
  await servers[Symbol.asyncDispose]()
})

const projectedUpTo = (seq: number) =>
  scene.until('the projection has caught up', async () => {
    const { checkpoint } = await store.snapshot((snapshot) => Promise.resolve(snapshot))
    return checkpoint.seq >= seq
  })

/** Another owner, which has nothing but the projection and what the ledger got since. */
const takeOver = async (): Promise<void> => {
  await projectedUpTo((await scene.tape.streamState('LEDGER')).lastSeq)
  await running.stop()
  running = await scene.startTrader()
  await allPartitionsOf(scene, [running])
}

const nextTick = {
  entry: 'next_tick',
  taker_fee_rate: '0.001',
  slippage_bps: '5',
  max_entry_deviation_pct: null,
  require_levels: true,
} as const

describe('a new owner', () => {
  it('goes on from the projection: open, waiting and closing trades', async () => {
    const bots = ['take-1', 'take-2', 'take-3', 'take-4']
    for (const bot of bots) await scene.register(bot, 'live')
    await scene.tick('TAKE', '100')
    await scene.accept({ bot_id: 'take-1', symbol: 'TAKE', signal_id: 'ends before' })
    await scene.accept({ bot_id: 'take-2', symbol: 'TAKE', stop_loss: '80', signal_id: 'stays open' })
    await scene.tick('TAKE', '94')
    await scene.until('an exit', async () => {
      const [first] = tradesIn(await scene.facts()).filter(({ accepted }) => accepted.bot_id === 'take-1')
      return first?.ends.length === 2
    })
    const clockSeq = await scene.passMinute('2030-01-01T00:01:00.000Z')
    await scene.until('a mark', async () =>
      (await scene.facts()).some(({ event, seq }) => event.type === 'marks.recorded' && seq > clockSeq),
    )
    await scene.tick('TAKE', '96')
    await scene.accept({ bot_id: 'take-3', symbol: 'TAKE', policy: nextTick, signal_id: 'waits' })
    await scene.accept({ bot_id: 'take-2', symbol: 'TAKE', stop_loss: '80', signal_id: 'closes' })
    await scene.close({ bot_id: 'take-2', symbol: 'TAKE', opens_signal_id: 'closes' })
    const asked = await scene.accept({ bot_id: 'take-2', symbol: 'TAKE', stop_loss: '80', signal_id: 'asked' })
    await scene.requestClose('take-2', asked.tradeId)
    await scene.accept({ bot_id: 'take-4', symbol: 'TAKE', stop_loss: '80', signal_id: 'stopped' })
    await scene.stopAndClose('take-4')
    await scene.until('the last entry', async () =>
      tradesIn(await scene.facts()).every(
        ({ ends, accepted }) => ends.length > 0 || accepted.data.signal_id === 'waits',
      ),
    )
    await takeOver()
    for (const price of ['97', '98', '79', '120']) await scene.tick('TAKE', price)
    await scene.until('every exit', async () => tradesIn(await scene.facts()).every(({ ends }) => ends.length === 2))
    const prices = await acceptedPrices(scene.tape, { symbol: 'TAKE' })
    for (const trade of tradesIn(await scene.facts())) {
      expect(trade.ends.map(({ event }) => unstamped(event))).toEqual(expectedEnds(trade, prices))
    }
  })

  it('knows the days of a run whose trades are all closed', async () => {
    await scene.register('take-run', 'replay')
    const day = (date: string, time: string) => `2024-03-${date}T${time}.000Z`
    await replay(
      scene,
      'take',
      ['take-run'],
      [
        { price: '100', at: day('01', '10:00:00') },
        { signal: { bot_id: 'take-run', at: day('01', '10:00:10') } },
        { price: '111', at: day('01', '10:00:20') },
        { price: '112', at: day('02', '00:00:20') },
        { price: '113', at: day('02', '00:01:20') },
        { price: '114', at: day('03', '00:00:20') },
      ],
      async (step) => {
        if (step > 2) await takeOver()
      },
    )
    const minutes = (await scene.facts()).flatMap(({ event }) =>
      event.type === 'marks.recorded' && event.data.run === 'take' ? [event.data.minute] : [],
    )
    expect(minutes).toEqual([day('02', '00:00:00'), day('03', '00:00:00')])

    // JetStream would swallow a mark that is appended twice within minutes, so what is known is looked at as well.
    await takeOver()
    const { lastSeq: through } = await scene.tape.streamState('LEDGER')
    const known = (run: string, until: number) => {
      const partition = scene.tape.partitionOf('take-run')
      const { signal } = new AbortController()
      return readRun({ store, tape: scene.tape, signal }, { partition, run, until, through })
    }
    expect(await known('take', through)).toEqual({
      markedMinute: day('03', '00:00:00'),
      firstAcceptedAt: day('01', '10:00:10'),
    })
    expect(await known('take', 1)).toBeNull()
    expect(await known('another', through)).toBeNull()
  })
})
