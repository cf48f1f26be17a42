import { seededRandom, startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectedEnds, tradesIn, unstamped } from './fixtures/oracle.ts'
import { purgePrices } from './fixtures/purge-prices.ts'
import { allPartitionsOf, openScene, type RunningTrader, type Scene } from './fixtures/scene.ts'
import { acceptedPrices } from './fixtures/ticks.ts'
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
const running: RunningTrader[] = []
afterEach(async () => {
  for (const trader of running.splice(0)) await trader.stop()
})
const startTrader = async (instance?: string): Promise<RunningTrader> => {
  const started = await scene.startTrader(instance)
  running.push(started)
  return started
}

/** Holds every trade of some bots against what it has to be. */
const expectLawfulTrades = async (bots: (botId: string) => boolean, symbols: readonly string[]): Promise<number> => {
  const trades = tradesIn(await scene.facts()).filter(({ accepted }) => bots(accepted.bot_id))
  const prices = new Map(
    await Promise.all(symbols.map(async (symbol) => [symbol, await acceptedPrices(scene.tape, { symbol })] as const)),
  )
  for (const trade of trades) {
    const expected = expectedEnds(trade, prices.get(trade.accepted.data.symbol) ?? [])
    expect(trade.ends.map(({ event }) => unstamped(event))).toEqual(expected)
  }
  return trades.filter(({ ends }) => ends.length > 1 || ends[0]?.event.type === 'entry.missed').length
}

const nextTick = {
  entry: 'next_tick',
  taker_fee_rate: '0.001',
  slippage_bps: '5',
  max_entry_deviation_pct: null,
  require_levels: true,
} as const

/** Waits until every trade of some bots has left. */
const allEnded = (bots: (botId: string) => boolean) =>
  scene.until('every trade has ended', async () => {
    const trades = tradesIn(await scene.facts()).filter(({ accepted }) => bots(accepted.bot_id))
    return trades.every(({ ends }) =>
      ends.some(({ event }) => event.type === 'entry.missed' || event.data.leg === 'exit'),
    )
  })

describe('a trader that was away', () => {
  it('fills as if it had not been: nothing later, nothing better', async () => {
    const first = await startTrader()
    await allPartitionsOf(scene, [first])
    await scene.tick('AWAY', '100')
    await scene.accept({ bot_id: 'away-1', symbol: 'AWAY' })
    await scene.accept({ bot_id: 'away-2', symbol: 'AWAY', direction: 'SHORT', take_profit: '90', stop_loss: '105' })
    await first.stop()

    await scene.accept({ bot_id: 'away-1', symbol: 'AWAY', signal_id: 'while-away' })
    await scene.tick('AWAY', '106')
    await scene.accept({ bot_id: 'away-3', symbol: 'AWAY', entry_price: '106', take_profit: '112', stop_loss: '100' })
    await scene.tick('AWAY', '111')
    await scene.tick('AWAY', '80')
    await scene.close({ bot_id: 'away-1', symbol: 'AWAY' })
    await scene.tick('AWAY', '120')

    await startTrader()
    await allEnded((bot) => bot.startsWith('away-'))
    expect(await expectLawfulTrades((bot) => bot.startsWith('away-'), ['AWAY'])).toBe(4)
  })

  it('says so when ticks it should have seen are gone', async () => {
    await scene.tick('GONE', '100')
    const { tradeId } = await scene.accept({ bot_id: 'gone', symbol: 'GONE' })
    await scene.tick('GONE', '112')
    await purgePrices(servers)
    const deciding = await scene.tick('GONE', '94')
    await startTrader()
    const exit = await scene.exitOf(tradeId)
    expect(exit.data).toMatchObject({ status: 'CLOSED_SL', price_gap: true, evidence: { tick: { seq: deciding.seq } } })
  })

  it('closes what was asked for meanwhile at its own tick, and says so when that may be gone', async () => {
    await scene.tick('ASKED', '100')
    const first = await startTrader()
    await allPartitionsOf(scene, [first])
    const [kept, gone, waiting] = [
      await scene.accept({ bot_id: 'asked-1', symbol: 'ASKED' }),
      await scene.accept({ bot_id: 'asked-2', symbol: 'ASKED-GONE', last_tick: null }),
      await scene.accept({ bot_id: 'asked-3', symbol: 'ASKED-WAITS', policy: nextTick }),
    ]
    for (const { tradeId } of [kept, gone]) await scene.until('an entry', async () => (await scene.endsOf(tradeId))[0])
    await first.stop()
    await scene.requestClose('asked-2', gone.tradeId)
    await scene.tick('ASKED-GONE', '101')
    await purgePrices(servers)
    await scene.stopAndClose('asked-1')
    await scene.requestClose('asked-3', waiting.tradeId)
    const deciding = await scene.tick('ASKED', '102')
    const late = await scene.tick('ASKED-GONE', '103')
    await scene.tick('ASKED', '120')
    await scene.tick('ASKED-WAITS', '100')
    await startTrader()
    expect((await scene.exitOf(kept.tradeId)).data).toMatchObject({
      status: 'CLOSED_MANUAL',
      evidence: { tick: { seq: deciding.seq } },
    })
    expect((await scene.exitOf(gone.tradeId)).data).toMatchObject({
      status: 'CLOSED_MANUAL',
      price_gap: true,
      evidence: { tick: { seq: late.seq } },
    })
    expect((await scene.exitOf(waiting.tradeId)).data).toMatchObject({ reason: 'CLOSED' })
  })
})

describe('several traders', () => {
  it('share the partitions, and one takes over what another leaves', async () => {
    const first = await startTrader('one')
    const second = await startTrader('two')
    await scene.until('both trade', () =>
      Promise.resolve(first.trader.partitions().length > 0 && second.trader.partitions().length > 0),
    )
    await allPartitionsOf(scene, [first, second])
    const bots = Array.from({ length: 24 }, (_, index) => `share-${index}`)
    await scene.tick('SHARE', '100')
    const opened = await Promise.all(bots.map((bot_id) => scene.accept({ bot_id, symbol: 'SHARE' })))
    await scene.until('every entry', async () => {
      const trades = tradesIn(await scene.facts()).filter(({ accepted }) => accepted.bot_id.startsWith('share-'))
      return trades.length === bots.length && trades.every(({ ends }) => ends.length === 1)
    })
    await first.stop()
    await scene.tick('SHARE', '94')
    await Promise.all(opened.map(({ tradeId }) => scene.exitOf(tradeId)))
    expect(await expectLawfulTrades((bot) => bot.startsWith('share-'), ['SHARE'])).toBe(bots.length)
    expect(second.trader.partitions().length).toBe(scene.tape.partitions)
  })

  it.each(['SIGKILL', 'SIGSTOP'] as const)('exit each trade once though one gets %s', async (signal) => {
    const prefix = signal.toLowerCase()
    const symbol = signal
    await using victim = await startTraderProcess(servers, `victim-${prefix}`)
    await using other = await startTraderProcess(servers, `other-${prefix}`)
    await scene.until('both trade', async () => (await victim.partitions()) > 0 && (await other.partitions()) > 0)
    const bots = Array.from({ length: 16 }, (_, index) => `${prefix}-${index}`)
    await scene.tick(symbol, '100')
    for (const bot_id of bots) await scene.accept({ bot_id, symbol })
    await scene.tick(symbol, '101')
    victim.kill(signal)
    const ticks = Promise.all(['102', '94', '111', '93', '120'].map((price) => scene.tick(symbol, price)))
    await ticks
    await allEnded((bot) => bot.startsWith(`${prefix}-`))
    const endedAt = (await scene.tape.streamState('LEDGER')).lastSeq
    if (signal === 'SIGSTOP') {
      victim.kill('SIGCONT')
      for (const bot_id of bots) await scene.accept({ bot_id, symbol, signal_id: 'after' })
      await scene.tick(symbol, '94')
      await allEnded((bot) => bot.startsWith(`${prefix}-`))
    }
    expect(await expectLawfulTrades((bot) => bot.startsWith(`${prefix}-`), [symbol])).toBe(
      signal === 'SIGSTOP' ? 2 * bots.length : bots.length,
    )
    expect(endedAt).toBeGreaterThan(0)
  })
})

describe('a trader killed between a request and its tick', () => {
  it('closes each trade once, at the tick that was the next', async () => {
    const bots = Array.from({ length: 16 }, (_, index) => `between-${index}`)
    const opened: { bot_id: string; tradeId: string }[] = []
    await scene.tick('BETWEEN', '100')
    {
      await using victim = await startTraderProcess(servers, 'victim-between')
      await scene.until('it trades', async () => (await victim.partitions()) === scene.tape.partitions)
      for (const bot_id of bots) {
        const { tradeId } = await scene.accept({ bot_id, symbol: 'BETWEEN' })
        opened.push({ bot_id, tradeId })
      }
      await scene.until('every entry', async () => {
        const ends = await Promise.all(opened.map(({ tradeId }) => scene.endsOf(tradeId)))
        return ends.every(({ length }) => length === 1)
      })
      // While some requests are heard and acted upon, others are not: wherever it is, it is killed there.
      const asking = opened.map(({ bot_id, tradeId }, index) =>
        index % 2 === 0 ? scene.requestClose(bot_id, tradeId) : scene.stopAndClose(bot_id),
      )
      await asking[0]
      const ticking = ['101', '102', '103'].map((price) => scene.tick('BETWEEN', price))
      victim.kill('SIGKILL')
      await Promise.all([...asking, ...ticking])
    }
    await scene.tick('BETWEEN', '104')
    await startTrader()
    await allEnded((bot) => bot.startsWith('between-'))
    expect(await expectLawfulTrades((bot) => bot.startsWith('between-'), ['BETWEEN'])).toBe(bots.length)
    const ends = tradesIn(await scene.facts()).flatMap((trade) =>
      trade.accepted.bot_id.startsWith('between-') ? trade.ends.map(({ event }) => event.data) : [],
    )
    expect(ends.filter((data) => 'status' in data && data.status === 'CLOSED_MANUAL')).toHaveLength(bots.length)
  })
})

describe('random interleavings', () => {
  it('fill each trade as the tape says, through stops and starts', async () => {
    const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
    const random = seededRandom(seed)
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
    const symbols = ['RND1', 'RND2', 'RND3']
    const bots = Array.from({ length: 12 }, (_, index) => `rnd-${index}`)
    const price = () => (90 + Math.floor(random() * 200) / 10).toFixed(1)
    const trades: { bot_id: string; tradeId: string }[] = []
    const policies = ['signal_price', 'next_tick'] as const
    let trader = await scene.startTrader()
    const work: Promise<unknown>[] = []
    // Without a last tick a signal counts from the start of the stream, of which an earlier test has taken some away.
    for (const symbol of symbols) await scene.tick(symbol, '100')
    for (let step = 0; step < 600; step += 1) {
      const dice = random()
      const symbol = pick(symbols)
      if (dice < 0.6) work.push(scene.tick(symbol, price()))
      else if (dice < 0.9) {
        const entry = pick(policies)
        const long = random() < 0.5
        const policy = {
          entry,
          taker_fee_rate: '0.001',
          slippage_bps: '5',
          max_entry_deviation_pct: null,
          require_levels: true,
        }
        const levels = long ? { take_profit: '104', stop_loss: '96' } : { take_profit: '96', stop_loss: '104' }
        const direction = long ? ('LONG' as const) : ('SHORT' as const)
        const bot_id = pick(bots)
        const opened = scene.accept({ bot_id, symbol, policy, direction, ...levels })
        work.push(opened.then(({ tradeId }) => void trades.push({ bot_id, tradeId })))
      } else if (dice < 0.94) work.push(scene.close({ bot_id: pick(bots), symbol }))
      else if (dice < 0.98 && trades.length > 0) {
        const { bot_id, tradeId } = pick(trades)
        work.push(scene.requestClose(bot_id, tradeId))
      } else if (dice < 0.99) work.push(scene.stopAndClose(pick(bots)))
      else {
        await trader.stop()
        trader = await scene.startTrader()
      }
      if (random() < 0.3) await Promise.all(work.splice(0))
    }
    await Promise.all(work)
    running.push(trader)
    for (const symbol of symbols) {
      await scene.tick(symbol, '100') // enters what has not entered
      await scene.tick(symbol, '90')
      await scene.tick(symbol, '110')
    }
    const isRandom = (bot: string) => bot.startsWith('rnd-')
    await allEnded(isRandom).catch((error: unknown) => {
      throw new Error(`seed ${seed}`, { cause: error })
    })
    await expectLawfulTrades(isRandom, symbols).catch((error: unknown) => {
      throw new Error(`seed ${seed}`, { cause: error })
    })
  })
})
