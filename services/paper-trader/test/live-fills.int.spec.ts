import { startTestServers, type TestServers } from '@papertape/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

describe('live fills', () => {
  it('enters at the signal’s price on hearing it, and takes profit at the level however far the tick is', async () => {
    await scene.tick('LONG1', '100')
    const { tradeId, accepted } = await scene.accept({ bot_id: 'bot-long', symbol: 'LONG1' })
    const entry = await scene.until('the entry', async () => (await scene.endsOf(tradeId))[0])
    expect(entry).toMatchObject({ data: { leg: 'entry', price: '100', status: 'OPEN', evidence: { tick: null } } })
    const before = await scene.tick('LONG1', '101')
    const deciding = await scene.tick('LONG1', '111')
    await scene.tick('LONG1', '90')
    const exit = await scene.exitOf(tradeId)
    expect(exit.data).toMatchObject({
      leg: 'exit',
      status: 'CLOSED_TP',
      price: '110',
      price_gap: false,
      evidence: { tick: deciding, previous_tick: before, gapped: true, policy_hash: accepted.policy_hash },
    })
    expect((await scene.endsOf(tradeId)).length).toBe(2)
  })

  it('stops a SHORT out at the tick that crossed, so a gap costs', async () => {
    await scene.tick('SHORT1', '100')
    const short = { direction: 'SHORT', take_profit: '90', stop_loss: '105' } as const
    const { tradeId } = await scene.accept({ bot_id: 'bot-short', symbol: 'SHORT1', ...short })
    await scene.tick('SHORT1', '104.9')
    await scene.tick('SHORT1', '107')
    expect((await scene.exitOf(tradeId)).data).toMatchObject({ status: 'CLOSED_SL', price: '107' })
  })

  it('expires at the first tick at or behind the expiry, and not without one', async () => {
    const now = Date.now()
    const at = (ms: number) => new Date(now + ms).toISOString()
    await scene.tick('EXP1', '100', { time: at(0) })
    const { tradeId } = await scene.accept({ bot_id: 'bot-exp', symbol: 'EXP1', expires_at: at(2000) })
    await scene.tick('EXP1', '101', { time: at(1999) })
    const deciding = await scene.tick('EXP1', '102', { time: at(2000) })
    const exit = await scene.exitOf(tradeId)
    expect(exit.data).toMatchObject({
      status: 'CLOSED_EXPIRED',
      price: '102',
      evidence: { tick: { seq: deciding.seq } },
    })
  })

  it('closes by a CLOSE at the next tick, only what it names', async () => {
    await scene.tick('CL1', '100')
    const one = await scene.accept({ bot_id: 'bot-close', symbol: 'CL1', signal_id: 'one' })
    const two = await scene.accept({ bot_id: 'bot-close', symbol: 'CL1', signal_id: 'two' })
    await scene.tick('CL1', '101')
    await scene.close({ bot_id: 'bot-close', symbol: 'CL1', opens_signal_id: 'one', signal_id: 'c1' })
    const deciding = await scene.tick('CL1', '102')
    const exit = await scene.exitOf(one.tradeId)
    expect(exit.data).toMatchObject({
      status: 'CLOSED_SIGNAL',
      price: '102',
      evidence: { tick: { seq: deciding.seq } },
      exit: { closed_by: 'c1' },
    })
    await scene.tick('CL1', '94')
    expect((await scene.exitOf(two.tradeId)).data).toMatchObject({ status: 'CLOSED_SL', price: '94' })
  })

  it('closes what an operator names, and all of a bot that is stopped so, each at its own next tick', async () => {
    const bot_id = 'bot-manual'
    const last = await scene.tick('MN1', '100')
    await scene.tick('MN2', '100')
    const named = await scene.accept({ bot_id, symbol: 'MN1' })
    const other = await scene.accept({ bot_id, symbol: 'MN1' })
    const elsewhere = await scene.accept({ bot_id, symbol: 'MN2' })
    await scene.until('three entries', async () => {
      const trades = await Promise.all([named, other, elsewhere].map(({ tradeId }) => scene.endsOf(tradeId)))
      return trades.every(({ length }) => length === 1)
    })
    const asked = await scene.requestClose(bot_id, named.tradeId)
    const deciding = await scene.tick('MN1', '101')
    expect(await scene.exitOf(named.tradeId)).toMatchObject({
      cause: asked.id,
      data: {
        status: 'CLOSED_MANUAL',
        price: '101',
        evidence: { tick: { seq: deciding.seq }, previous_tick: { seq: last.seq } },
        exit: { closed_by: null },
      },
    })
    expect((await scene.endsOf(other.tradeId)).length).toBe(1)

    const stop = await scene.stopAndClose(bot_id)
    const [first, second] = [await scene.tick('MN1', '102'), await scene.tick('MN2', '103')]
    for (const [{ tradeId }, { seq }] of [
      [other, first],
      [elsewhere, second],
    ] as const) {
      const exit = await scene.exitOf(tradeId)
      expect(exit).toMatchObject({ cause: stop.id, data: { status: 'CLOSED_MANUAL', evidence: { tick: { seq } } } })
    }
  })

  it('takes the tick that a close would have had, when it is heard behind many more', async () => {
    await scene.tick('MN3', '100')
    const { tradeId } = await scene.accept({ bot_id: 'bot-manual-late', symbol: 'MN3' })
    await scene.until('the entry', async () => (await scene.endsOf(tradeId))[0])
    for (let step = 0; step < 40; step += 1) await scene.tick('MN3', String(100 + (step % 5)))
    const { lastSeq } = await scene.tape.streamState('PRICES')
    const deciding = await scene.tick('MN3', '102.5')
    await Promise.all(Array.from({ length: 400 }, (_, step) => scene.tick('MN3', String(100 + (step % 5)))))
    await scene.requestClose('bot-manual-late', tradeId, lastSeq)
    expect((await scene.exitOf(tradeId)).data).toMatchObject({
      status: 'CLOSED_MANUAL',
      price: '102.5',
      evidence: { tick: { seq: deciding.seq }, previous_tick: { seq: lastSeq, price: '104' } },
    })
  })

  it('enters a next_tick trade at the next tick on its correct side, or not at all', async () => {
    await scene.tick('NT1', '100')
    const policy = {
      entry: 'next_tick',
      taker_fee_rate: '0.001',
      slippage_bps: '10',
      max_entry_deviation_pct: '2',
      require_levels: true,
    } as const
    const { tradeId } = await scene.accept({ bot_id: 'bot-next', symbol: 'NT1', policy })
    await scene.tick('NT1', '100.5', { bid: '100', ask: '101' })
    const entry = await scene.until('the entry', async () => (await scene.endsOf(tradeId))[0])
    expect(entry).toMatchObject({ data: { leg: 'entry', price: '101.101' } })
    await scene.tick('NT1', '110')
    expect((await scene.exitOf(tradeId)).data).toMatchObject({ status: 'CLOSED_TP', price: '110' })

    const missed = await scene.accept({ bot_id: 'bot-next', symbol: 'NT1', policy })
    await scene.tick('NT1', '120')
    expect(await scene.exitOf(missed.tradeId)).toMatchObject({ type: 'entry.missed', data: { reason: 'TAKE_PROFIT' } })
    expect((await scene.endsOf(missed.tradeId)).length).toBe(1)
  })

  it('works through ticks that an acceptance reaches it behind', async () => {
    const last = await scene.tick('LATE1', '100')
    const deciding = await scene.tick('LATE1', '112')
    await scene.tick('LATE1', '90')
    const { tradeId } = await scene.accept({
      bot_id: 'bot-late',
      symbol: 'LATE1',
      last_tick: last,
      ticks_after: last.seq,
    })
    const exit = await scene.exitOf(tradeId)
    expect(exit.data).toMatchObject({ status: 'CLOSED_TP', evidence: { tick: { seq: deciding.seq } } })
  })

  it('does the same when the ticks are too long ago for its memory', async () => {
    const last = await scene.tick('LATE2', '100')
    const deciding = await scene.tick('LATE2', '94')
    await Promise.all(Array.from({ length: 600 }, () => scene.tick('LATE2', '111')))
    const { tradeId } = await scene.accept({
      bot_id: 'bot-late',
      symbol: 'LATE2',
      last_tick: last,
      ticks_after: last.seq,
    })
    const exit = await scene.exitOf(tradeId)
    expect(exit.data).toMatchObject({ status: 'CLOSED_SL', price: '94', evidence: { tick: { seq: deciding.seq } } })
  })

  it('knows an instrument by its name, however a feed percent-encodes it', async () => {
    await scene.tick('ALIAS.P', '100')
    const { tradeId } = await scene.accept({ bot_id: 'bot-alias', symbol: 'ALIAS.P' })
    const time = new Date().toISOString()
    const { seq } = await scene.tape
      .publisher()
      .publish('prices.binance.ALIAS%2e%50', JSON.stringify({ price: '94', time }))
    expect((await scene.exitOf(tradeId)).data).toMatchObject({ status: 'CLOSED_SL', evidence: { tick: { seq } } })
  })

  it('ignores ticks that are out of order, no price, or ahead of their time', async () => {
    const now = Date.now()
    await scene.tick('BAD1', '100', { time: new Date(now).toISOString() })
    const { tradeId } = await scene.accept({ bot_id: 'bot-bad', symbol: 'BAD1' })
    await scene.tick('BAD1', '120', { time: new Date(now - 1).toISOString() })
    await scene.tick('BAD1', '-1')
    await scene.tick('BAD1', 'NaN')
    await scene.tick('BAD1', '120', { time: new Date(now + 120_000).toISOString() })
    const deciding = await scene.tick('BAD1', '95', { time: new Date(now + 1).toISOString() })
    const exit = await scene.exitOf(tradeId)
    expect(exit.data).toMatchObject({ status: 'CLOSED_SL', evidence: { tick: { seq: deciding.seq } } })
  })
})
