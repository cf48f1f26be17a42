import { type EventOf, eventIdOf, type Recorded } from '@papertape/events'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { purgePrices } from './fixtures/purge-prices.ts'
import { allPartitionsOf, openScene, type RunningTrader, type Scene } from './fixtures/scene.ts'

let servers: TestServers
let scene: Scene
let running: RunningTrader
beforeAll(async () => {
  servers = await startTestServers()
  scene = await openScene(servers)
  running = await scene.startTrader()
  await allPartitionsOf(scene, [running])
})
afterAll(async () => {
  await scene[Symbol.asyncDispose]()
  await servers[Symbol.asyncDispose]()
})

type Marks = Recorded<EventOf<'marks.recorded'>>
const marksOf = async (minute: string): Promise<Marks[]> =>
  (await scene.facts()).flatMap(({ seq, partition, event }) =>
    event.type === 'marks.recorded' && event.data.minute === minute ? [{ seq, partition, event }] : [],
  )

describe('marks', () => {
  it('value the open trades of each partition at a minute, behind every exit decided before', async () => {
    const bots = Array.from({ length: 10 }, (_, index) => `mark-${index}`)
    const partitions = new Set(bots.map(scene.tape.partitionOf))
    await scene.tick('MARK', '100')
    const opened = []
    for (const bot_id of bots) opened.push(await scene.accept({ bot_id, symbol: 'MARK' }))
    const short = await scene.accept({ bot_id: 'mark-0', symbol: 'MARK', take_profit: '101.5' })
    const last = await scene.tick('MARK', '102')
    await scene.exitOf(short.tradeId)
    const clockSeq = await scene.passMinute('2030-01-01T00:01:00.000Z')

    const marks = await scene.until('marks of every partition', async () => {
      const found = await marksOf('2030-01-01T00:01:00.000Z')
      return found.length === partitions.size ? found : undefined
    })
    for (const { event, partition } of marks) {
      expect(event.data).toMatchObject({
        partition,
        run: null,
        ledger_seq: clockSeq,
        ticks_epoch: scene.tape.epochs.prices,
      })
      expect(event.data.marks).toEqual([
        { venue: 'binance', symbol: 'MARK', price: '102', time: last.time, seq: last.seq },
      ])
      expect(event.cause).toBe(eventIdOf('clock.ticked', '2030-01-01T00:01:00.000Z'))
    }
    expect(opened.length).toBe(bots.length)
  })

  it('are what a new owner resumes at, though the ticks before are gone', async () => {
    await scene.tick('RESUME', '100')
    const { tradeId } = await scene.accept({ bot_id: 'resume', symbol: 'RESUME' })
    await scene.tick('RESUME', '103')
    await scene.until('the entry', async () => (await scene.endsOf(tradeId))[0])
    await scene.passMinute('2030-01-01T00:02:00.000Z')
    const partition = scene.tape.partitionOf('resume')
    await scene.until('its mark', async () =>
      (await marksOf('2030-01-01T00:02:00.000Z')).find((mark) => mark.partition === partition),
    )
    await running.stop()
    await purgePrices(servers)
    const deciding = await scene.tick('RESUME', '94')
    running = await scene.startTrader()
    const exit = await scene.exitOf(tradeId)
    expect(exit.data).toMatchObject({
      price_gap: false,
      evidence: { tick: { seq: deciding.seq }, previous_tick: { price: '103' } },
    })
  })

  it('come of a clock that ticks each full minute by itself', { timeout: 90_000 }, async () => {
    const next = new Date((Math.floor(Date.now() / 60_000) + 1) * 60_000).toISOString()
    // The minutes above lie in the future; the clock does not go back, so this one needs a ledger of its own.
    await using own = await startTestServers()
    await using other = await openScene(own)
    await other.startTrader('clock-a')
    await other.startTrader('clock-b')
    const ticks = async () => (await other.facts()).filter(({ event }) => event.type === 'clock.ticked')
    const [first] = await until60(async () => ((await ticks()).length > 0 ? ticks() : undefined))
    expect(first?.event.time.endsWith(':00.000Z')).toBe(true)
    expect((first?.event.time ?? '') >= next).toBe(true)
    expect((await ticks()).length).toBe(1)
  })
})

const until60 = async <Result>(condition: () => Promise<Result | undefined>): Promise<Result> => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const found = await scene.until('a minute', condition).catch(() => undefined)
    if (found !== undefined) return found
  }
  throw new Error('no minute passed')
}
