import type { Unrecorded } from '@papertape/events'
import { anAcceptedSignal, aRegistration, botRegisteredOf, EPOCH_START } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import { foldBot } from '../src/bot.projection.ts'
import { aBot, aMessage, aSignal, dispositionOf } from './a-signal.ts'

const fact = (type: string, data: object, time = EPOCH_START) =>
  ({ ...anAcceptedSignal(), type, time, data }) as unknown as Unrecorded

const exit = (realized_pnl: string, time: string) =>
  fact('fill.recorded', { leg: 'exit', exit: { realized_pnl } }, time)

describe('a bot', () => {
  it('begins with bot.registered and runs', () => {
    expect(foldBot(undefined, anAcceptedSignal(), 3)).toBeUndefined()
    expect(foldBot(undefined, botRegisteredOf(aRegistration()), 3)).toMatchObject({
      last_seq: 3,
      running: true,
      run: null,
    })
  })

  it('stops and starts', () => {
    const stopped = foldBot(aBot(), fact('bot.stopped', {}), 2)
    expect(stopped).toMatchObject({ running: false, last_seq: 2 })
    expect(foldBot(stopped, fact('bot.started', {}), 3)).toMatchObject({ running: true, last_seq: 3 })
  })

  it('takes new settings whole, with their keys in the schema’s order', () => {
    const { policy, filters, risk } = aRegistration({ policy: { taker_fee_rate: '0' } })
    const jumbled = Object.fromEntries(Object.entries(policy).toReversed())
    const bot = foldBot(
      aBot(),
      fact('bot.configured', { position_size: '5', policy: jumbled, policy_hash: 'h', filters, risk }),
      2,
    )
    expect(bot).toMatchObject({ position_size: '5', policy_hash: 'h', policy: { taker_fee_rate: '0' } })
    expect(JSON.stringify(bot?.policy)).toBe(JSON.stringify(policy))
  })

  it('counts accepted OPENs of the newest day of acceptance', () => {
    const days = ['2024-01-01', '2024-01-01', '2024-01-02', '2024-01-01', '2024-01-02']
    const counts = days.map((day, index) =>
      anAcceptedSignal({ accepted_at: `${day}T12:00:00.000Z`, signal_id: `s${index}` }),
    )
    const bot = counts.reduce<ReturnType<typeof foldBot>>(
      (state, event, index) => foldBot(state, event, index + 2),
      aBot(),
    )
    expect(bot).toMatchObject({ opens_day: '2024-01-02', opens_count: 2 })
  })

  it('does not count CLOSE as a trade', () => {
    expect(foldBot(aBot(), anAcceptedSignal({ action: 'CLOSE' }), 2)).toMatchObject({ opens_day: null, opens_count: 0 })
  })

  it('sums results of exits by day, exactly, and no entries', () => {
    const facts = [
      exit('0.1', '2024-01-01T10:00:00.000Z'),
      exit('0.2', '2024-01-01T23:59:59.999Z'),
      exit('-5', '2024-01-02T00:00:00.000Z'),
    ]
    const bot = facts.reduce<ReturnType<typeof foldBot>>(
      (state, event, index) => foldBot(state, event, index + 2),
      aBot(),
    )
    expect(bot?.realized_by_day).toEqual({ '2024-01-01': '0.3', '2024-01-02': '-5' })
    expect(foldBot(aBot(), fact('fill.recorded', { leg: 'entry', exit: null }), 2)?.realized_by_day).toEqual({})
  })

  it('keeps the results of the newest day and the one before it, however the exits come', () => {
    const days = ['2024-02-28', '2024-02-29', '2024-03-02', '2024-03-01', '2024-02-29', '2024-03-02']
    const bot = days.reduce<ReturnType<typeof foldBot>>(
      (state, day, index) => foldBot(state, exit('1', `${day}T12:00:00.000Z`), index + 2),
      aBot(),
    )
    expect(bot?.realized_by_day).toEqual({ '2024-03-01': '1', '2024-03-02': '2' })
    expect(foldBot(bot, exit('1', '2024-06-01T00:00:00.000Z'), 9)?.realized_by_day).toEqual({ '2024-06-01': '1' })
  })

  it('of mode replay belongs to the first run it is sent a signal of, accepted or not', () => {
    const replay = aBot({ mode: 'replay' })
    const refused = dispositionOf(aMessage(aSignal({ status: 'x', time: EPOCH_START }), { run: 'r1' }), replay)
    const bot = foldBot(replay, refused, 2)
    expect(bot?.run).toBe('r1')
    expect(foldBot(bot, anAcceptedSignal({ run: 'r2', mode: 'replay' }), 3)?.run).toBe('r1')
    expect(foldBot(aBot(), anAcceptedSignal({ run: 'r1' }), 2)?.run).toBeNull()
  })

  it('moves its last sequence with every fact, and hears none twice', () => {
    const once = foldBot(aBot(), exit('1', EPOCH_START), 2)
    expect(foldBot(once, exit('1', EPOCH_START), 2)).toBe(once)
    expect(foldBot(once, fact('alarm.raised', {}), 9)).toEqual({ ...once, last_seq: 9 })
  })
})
