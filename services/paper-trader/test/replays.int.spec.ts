import { type EventOf, subjects } from '@papertape/events'
import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Progress, replay, type Step, workedThrough } from './fixtures/lock-step.ts'
import { expectedEnds, tradesIn, unstamped } from './fixtures/oracle.ts'
import { allPartitionsOf, openScene, type RunningTrader, type Scene } from './fixtures/scene.ts'
import { acceptedPrices } from './fixtures/ticks.ts'
import { startTraderProcess } from './fixtures/trader-process.ts'

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

type Told =
  | { kind: 'marks'; partition: number; minute: string; marks: { symbol: string; price: string; time: string }[] }
  | { kind: 'fill'; partition: number; trade_id: string; fill: string[]; at: Record<string, string | null | undefined> }

/** Facts of a run, in ledger order, without what differs between two runs of the same file. */
const story = async (run: string) =>
  (await scene.facts()).flatMap(({ event, partition }): Told[] => {
    if (event.type === 'marks.recorded' && event.data.run === run) {
      const { minute, marks } = event.data
      return [
        { kind: 'marks', partition, minute, marks: marks.map(({ symbol, price, time }) => ({ symbol, price, time })) },
      ]
    }
    if ((event.type === 'fill.recorded' || event.type === 'entry.missed') && event.data.run === run) {
      const { trade_id, evidence } = event.data
      const at = { tick: evidence.tick?.time, previous: evidence.previous_tick?.time, moment: evidence.moment }
      const fill = event.type === 'fill.recorded' ? [event.data.leg, event.data.status, event.data.price] : ['missed']
      return [{ kind: 'fill', partition, trade_id, fill, at }]
    }
    return []
  })

const at = (time: string) => `2024-03-01T${time}.000Z`

describe('a replay', () => {
  it('fills candles by their three moments and marks the minutes that pass', async () => {
    await replay(
      scene,
      'candles',
      ['rc'],
      [
        { candle: ['100', '101', '99', '100'], at: at('00:01:00') },
        { signal: { bot_id: 'rc', at: at('00:01:00') } },
        { candle: ['100', '104', '98', '103'], at: at('00:02:00') },
        { candle: ['103', '111', '94', '100'], at: at('00:03:00') },
        { candle: ['100', '101', '99', '100'], at: at('00:04:00') },
      ],
    )
    const [trade] = tradesIn(await scene.facts()).filter(({ accepted }) => accepted.data.run === 'candles')
    expect(trade?.ends.map(({ event }) => event.data)).toMatchObject([
      { leg: 'entry', price: '100' },
      { leg: 'exit', status: 'CLOSED_SL', price: '95', ambiguous: true, evidence: { moment: 'range' } },
    ])
    const marks = (await story('candles')).filter((told) => told.kind === 'marks')
    expect(marks).toMatchObject([{ minute: at('00:02:00'), marks: [{ price: '103', time: at('00:02:00') }] }])
    const prices = await acceptedPrices(scene.tape, { symbol: 'BTCUSDT', run: 'candles' })
    if (trade === undefined) throw new Error('no trade')
    expect(trade.ends.map(({ event }) => unstamped(event))).toEqual(expectedEnds(trade, prices))
  })

  it('marks a new day though no trade is open, and keeps runs apart', async () => {
    const day = (date: string, time: string) => `2024-03-${date}T${time}.000Z`
    await replay(
      scene,
      'days',
      ['rd'],
      [
        { price: '100', at: day('01', '10:00:00') },
        { signal: { bot_id: 'rd', at: day('01', '10:00:10') } },
        { price: '111', at: day('01', '10:00:20') },
        { price: '120', at: day('02', '00:00:05') },
        { price: '121', at: day('02', '10:00:00') },
      ],
    )
    expect(await story('days')).toMatchObject([
      { fill: ['entry', 'OPEN', '100'] },
      { fill: ['exit', 'CLOSED_TP', '110'] },
      { minute: day('02', '00:00:00'), marks: [] },
    ])
    expect((await story('candles')).some((told) => told.kind === 'marks' && told.minute.startsWith('2024-03-02'))).toBe(
      false,
    )
  })

  it('goes on with a run that nobody pushed for some minutes as if it had been pushed at once', async () => {
    const day = (date: string, time: string) => `2024-03-${date}T${time}.000Z`
    await replay(
      scene,
      'resumed',
      ['rr'],
      [
        { price: '100', at: day('01', '10:00:00') },
        { signal: { bot_id: 'rr', at: day('01', '10:00:10') } },
        { price: '111', at: day('01', '10:01:20') },
        { price: '120', at: day('02', '00:00:05') },
        { price: '121', at: day('02', '00:01:05') },
        { price: '120', at: day('03', '00:00:05') },
      ],
      async (step) => {
        if (step < 3) return
        for (const second of [1, 2, 3]) {
          await scene.passMinute(`2040-01-0${step}T00:0${second}:00.000Z`)
          await scene.until('the minute is heard', async () => {
            const { lastSeq } = await scene.tape.streamState('LEDGER')
            const answer = await scene.tape.ask(subjects.replayProgress('none', 0), 1000)
            return (answer as Progress | null)?.ledger_seq === lastSeq
          })
        }
      },
    )
    expect(await story('resumed')).toMatchObject([
      { fill: ['entry', 'OPEN', '100'] },
      { minute: day('01', '10:01:00') },
      { fill: ['exit', 'CLOSED_TP', '110'] },
      { minute: day('02', '00:00:00'), marks: [] },
      { minute: day('03', '00:00:00'), marks: [] },
    ])
  })

  it('answers for runs without anything to do', async () => {
    const { lastSeq } = await scene.tape.streamState('REPLAYS')
    await workedThrough(scene, 'nothing', 'nobody', lastSeq, 0)
  })

  it('tells the same story whatever is killed meanwhile', { timeout: 180_000 }, async () => {
    const quiet = ['quiet-1', 'quiet-2', 'quiet-3', 'quiet-4']
    const disturbed = quiet.map((bot, index) => sameHomeAs(bot, `disturbed-${index}`))
    await replay(scene, 'quiet', quiet, recording(quiet))
    await running.stop()

    let victim = await startTraderProcess(servers, 'victim-0')
    let kills = 0
    await replay(scene, 'disturbed', disturbed, recording(disturbed), async (step) => {
      if (step % 11 !== 5) return
      kills += 1
      await victim[Symbol.asyncDispose]() // SIGKILL, with the steps before it still to be worked through
      victim = await startTraderProcess(servers, `victim-${kills}`)
    })
    await victim[Symbol.asyncDispose]()
    expect(kills).toBeGreaterThan(4)

    const signals = new Map(
      tradesIn(await scene.facts()).map(({ accepted: { data } }) => [data.trade_id, data.signal_id]),
    )
    const plain = async (run: string, bots: readonly string[]) => {
      const told = await story(run)
      const named = told.map((item) =>
        item.kind === 'fill' ? { ...item, trade_id: signals.get(item.trade_id) } : item,
      )
      return bots.map((bot) => named.filter(({ partition }) => partition === scene.tape.partitionOf(bot)))
    }
    const expected = await plain('quiet', quiet)
    expect(expected.flat().filter(({ kind }) => kind === 'fill').length).toBeGreaterThan(20)
    expect(expected.flat().filter(({ kind }) => kind === 'marks').length).toBeGreaterThan(10)
    expect(await plain('disturbed', disturbed)).toEqual(expected)
  })
})

/** Sixteen minutes of two instruments, with signals of all kinds by turns. */
const recording = (bots: readonly string[]): Step[] =>
  ['100', '101', '103', '99', '96', '104', '108', '111', '105', '94', '100', '97', '110', '102', '95', '90'].flatMap(
    (price, index): Step[] => {
      const minute = String(index).padStart(2, '0')
      const bot_id = bots[index % bots.length] ?? ''
      const levels = { take_profit: String(Number(price) + 6), stop_loss: String(Number(price) - 6) }
      const signal = { bot_id, at: at(`00:${minute}:30`), entry_price: price, ...levels, ...nextTickOf(index) }
      const tick = { price, at: at(`00:${minute}:10`) }
      const other = { price: '1', at: at(`00:${minute}:20`), symbol: 'OTHER' }
      const later = { price: String(Number(price) + 1), at: at(`00:${minute}:50`) }
      if (index % 5 !== 4) return [tick, other, { signal }, later]
      const close = { bot_id, at: at(`00:${minute}:40`), action: 'CLOSE', opens_signal_id: null }
      return [tick, { signal }, { signal: close }, other, later]
    },
  )

/** A bot of another name in the same partition. */
const sameHomeAs = (bot: string, prefix: string): string => {
  for (let suffix = 0; ; suffix += 1) {
    const name = `${prefix}-${suffix}`
    if (scene.tape.partitionOf(name) === scene.tape.partitionOf(bot)) return name
  }
}

const nextTickOf = (index: number): { policy?: EventOf<'signal.accepted'>['data']['policy'] } =>
  index % 3 === 0
    ? {
        policy: {
          entry: 'next_tick',
          taker_fee_rate: '0.001',
          slippage_bps: '5',
          max_entry_deviation_pct: null,
          require_levels: true,
        },
      }
    : {}
