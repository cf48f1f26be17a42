import { type LedgerEvent, parseFact, subjects } from '@papertape/events'
import { anAcceptedSignal, closeOrderIn } from '@papertape/events/testing'
import { decimal } from '@papertape/money'
import { createEngine, instrumentKey } from '@papertape/paper-engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Harness, startHarness } from './harness.ts'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness()
})
afterAll(() => harness[Symbol.asyncDispose]())

const act = (path: string, body?: unknown) => harness.ask(path, { method: 'POST', body, operator: true })
const newestOf = async (botId: string): Promise<{ seq: number; event: LedgerEvent }> => {
  const { tape } = harness
  const message = await tape.lastMessage('LEDGER', subjects.history(tape.partitionOf(botId), botId))
  if (message === null) throw new Error(`${botId} has no history`)
  return { seq: message.seq, event: parseFact(message.text()) }
}
const tick = () => harness.tape.publisher().publish(subjects.price('binance', 'BTCUSDT'), '{"price":"101"}')

/** What paper-trader would record of a trade at a tick of 101 behind an order. */
const closeAt = async (accepted: ReturnType<typeof anAcceptedSignal>, asked: LedgerEvent, seq: number) => {
  const engine = createEngine({ position: 0 })
  engine.open(accepted, 1)
  engine.requestClose(closeOrderIn(asked), 2)
  const price = { kind: 'tick' as const, price: decimal('101'), bid: null, ask: null, time: asked.time, seq }
  const decisions = engine.advance(instrumentKey(accepted.data.venue, accepted.data.symbol), price)
  await harness.record(...decisions.map(({ fact }) => fact))
}

describe('an operator’s close of a trade', () => {
  it('is recorded behind the present end of PRICES, once, and ends the trade as CLOSED_MANUAL', async () => {
    await harness.register({ bot_id: 'one' })
    const signal = { bot_id: 'one', signal_id: 's1' }
    const { trade_id } = await harness.trade(signal)
    await tick()
    const { seq: end } = await tick()
    const path = `/api/v1/trades/${trade_id}/close`

    const replies = await Promise.all(Array.from({ length: 5 }, () => act(path, { reason: 'enough' })))
    expect(replies.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202])
    const asked = await newestOf('one')
    expect(asked.event).toMatchObject({
      type: 'trade.close_requested',
      cause: null,
      data: { trade_id, by: 'operator', reason: 'enough', ticks_after: end, ticks_epoch: harness.tape.epochs.prices },
    })
    const types = (reply: (typeof replies)[number]) => reply.body.data.events.map(({ type }: LedgerEvent) => type)
    for (const reply of replies) {
      expect(reply.body.data).toMatchObject({ trade_id, status: 'OPEN', exit_price: null })
      expect(types(reply)).toEqual(['signal.accepted', 'fill.recorded', 'trade.close_requested'])
    }
    await tick()
    expect((await act(path)).status).toBe(202)
    expect((await newestOf('one')).seq).toBe(asked.seq)

    await closeAt(anAcceptedSignal({ ...signal, ...replies[0]?.body.data.events[0].data }), asked.event, end + 1)
    const closed = await harness.ask(`/api/v1/trades/${trade_id}`)
    expect(closed.body.data).toMatchObject({ status: 'CLOSED_MANUAL', exit_price: '101', closed_by: null })
    expect(types(closed)).toEqual(['signal.accepted', 'fill.recorded', 'trade.close_requested', 'fill.recorded'])
    expect(closed.body.data.events.at(-1)).toMatchObject({ cause: asked.event.id })
    expect((await act(path)).body).toMatchObject({ status: 409, code: 'trade-closed' })
  })

  it('is refused for a trade that nobody knows, for whoever is no operator, and for a replay', async () => {
    expect((await act('/api/v1/trades/t0/close')).body.code).toBe('trade-not-found')
    await harness.register({ bot_id: 'two' })
    const { trade_id } = await harness.trade({ bot_id: 'two', signal_id: 's1' })
    expect((await harness.ask(`/api/v1/trades/${trade_id}/close`, { method: 'POST' })).status).toBe(401)
    expect((await act(`/api/v1/trades/${trade_id}/close`, { reason: 7 })).body.code).toBe('validation')

    await harness.register({ bot_id: 'again', mode: 'replay' })
    const replay = await harness.trade({ bot_id: 'again', signal_id: 's1', mode: 'replay', run: 'r1' })
    const { seq } = await newestOf('again')
    expect((await act(`/api/v1/trades/${replay.trade_id}/close`)).body).toMatchObject({
      status: 409,
      code: 'replay-bot',
    })
    expect((await act('/api/v1/bots/again/stop', { close_open_trades: true })).body.code).toBe('replay-bot')
    expect((await newestOf('again')).seq).toBe(seq)
  })
})

describe('an operator’s stop', () => {
  it('closes the open trades where it says so, also of a bot that stands still', async () => {
    await harness.register({ bot_id: 'three' })
    const { trade_id } = await harness.trade({ bot_id: 'three', signal_id: 's1' })
    const { seq: end } = await tick()
    await act('/api/v1/bots/three/stop', { reason: 'holiday' })
    expect((await newestOf('three')).event.data).not.toHaveProperty('close_open_trades')
    const reply = await act('/api/v1/bots/three/stop', { reason: 'all out', close_open_trades: true })
    expect(reply.body.data).toMatchObject({ running: false, paused: false, stopped_reason: 'all out' })
    const stopped = await newestOf('three')
    expect(stopped.event).toMatchObject({
      type: 'bot.stopped',
      data: { by: 'operator', close_open_trades: { ticks_after: end, ticks_epoch: harness.tape.epochs.prices } },
    })
    await act('/api/v1/bots/three/stop', { close_open_trades: true })
    expect((await act(`/api/v1/trades/${trade_id}/close`)).status).toBe(202)
    expect((await newestOf('three')).seq).toBe(stopped.seq)
  })
})

describe('an operator’s pause', () => {
  it('is a stop that says so, with its reason, until the start', async () => {
    await harness.register({ bot_id: 'four' })
    const paused = await act('/api/v1/bots/four/pause', { reason: 'news at 14:00' })
    expect(paused.body.data).toMatchObject({
      running: false,
      paused: true,
      stopped_by: 'operator',
      stopped_reason: 'news at 14:00',
      state: { status: 'stopped', status_reason: 'PAUSED_BY_OPERATOR' },
    })
    const { event } = await newestOf('four')
    expect(event).toMatchObject({ type: 'bot.stopped', data: { paused: true, reason: 'news at 14:00' } })
    expect(paused.body.data.state.status_since).toBe(event.time)
    const started = await act('/api/v1/bots/four/start', { reason: 'over' })
    expect(started.body.data).toMatchObject({ running: true, paused: false, stopped_reason: null })
    expect((await newestOf('four')).event).toMatchObject({ type: 'bot.started', data: { reason: 'over' } })
  })
})
