import { policyHashOf } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { describe, expect, it } from 'vitest'
import { patchBody } from '../src/api/requests/bots.ts'
import type { Problem } from '../src/http/problem.ts'
import { readBody } from '../src/http/read-request.ts'
import {
  configure,
  evolve,
  pause,
  register,
  registeredBot,
  requestClose,
  start,
  stop,
} from '../src/writes/operator-acts.ts'

const act = { id: 'request-1', time: '2024-01-01T00:00:00.000Z' }
const now = registeredBot('bot', botRegisteredOf(aRegistration({ risk: { max_trades_per_day: 5 } })).data)
const patch = (body: unknown) => configure(now, readBody(patchBody, body), act)
const faults = (body: unknown) => {
  try {
    return patch(body)
  } catch (error) {
    return (error as Problem).errors.map(({ pointer, code, message }) => `${pointer} ${code} ${message}`)
  }
}

describe('registering', () => {
  it('names a bot by its id where nobody names it', () => {
    expect(register(aRegistration(), act).data.name).toBe('bot')
  })
  it('twice is two acts, so that the second cannot pass as the first', () => {
    expect(register(aRegistration(), act).id).not.toBe(register(aRegistration(), { ...act, id: 'request-2' }).id)
  })
})

describe('configuring', () => {
  it('keeps what is not named', () => {
    const fact = patch({ policy: { taker_fee_rate: 0.002 }, risk: { daily_loss_limit: '50' } })
    expect(fact?.data).toMatchObject({
      position_size: '100',
      policy: { taker_fee_rate: '0.002', max_entry_deviation_pct: '2' },
      risk: { max_trades_per_day: 5, daily_loss_limit: '50' },
      changed: ['policy.taker_fee_rate', 'risk.daily_loss_limit'],
    })
  })
  it('hashes what decides fills', () => {
    const fact = patch({ position_size: '250' })
    expect(fact?.data.policy_hash).toBe(policyHashOf({ position_size: '250', policy: now.settings.policy }))
  })
  it('switches a limit off by null', () => {
    expect(patch({ policy: { max_entry_deviation_pct: null } })?.data.policy.max_entry_deviation_pct).toBeNull()
  })
  it('to what is so already is no fact', () => {
    expect(patch({})).toBeNull()
    expect(patch({ name: 'bot', position_size: 100, policy: { slippage_bps: '0.0' } })).toBeNull()
  })
  it.each([
    [{ mode: 'demo' }, '/mode invalid_type is fixed at registration'],
    [{ initial_capital: '1' }, '/initial_capital invalid_type is fixed at registration'],
    [{ colour: 'red' }, '/colour unknown_field there is no field "colour" here'],
    [{ policy: { fee: 1 } }, '/policy/fee unknown_field there is no field "fee" here'],
    [{ policy: { taker_fee_rate: '1' } }, '/policy/taker_fee_rate custom must be less than 1'],
    [{ position_size: '0' }, '/position_size custom must be greater than 0'],
  ])('by %j is refused', (body, fault) => {
    expect(faults(body)).toEqual([fault])
  })
  it.each([undefined, null, [], 'x', 7])('by %j is refused', (body) => {
    expect(faults(body)).toHaveLength(1)
  })
})

const only = { reason: null, closeFrom: null }

describe('starting and stopping', () => {
  const stopped = (() => {
    const fact = stop(now, { reason: 'tired', closeFrom: null }, act)
    if (fact === null) throw new Error('a running bot must stop')
    return evolve(now, fact)
  })()
  it('changes what is not so yet, and only that', () => {
    expect(stopped.running).toBe(false)
    expect(stop(stopped, only, act)).toBeNull()
    expect(pause(stopped, null, act)).toBeNull()
    expect(start(now, null, act)).toBeNull()
    expect(start(stopped, null, act)).toMatchObject({ type: 'bot.started', data: { by: 'operator', reason: null } })
  })
  it('a pause is a stop that says so, and a stop makes one of it', () => {
    const fact = pause(now, 'lunch', act)
    expect(fact?.data).toEqual({ by: 'operator', alarm_id: null, reason: 'lunch', paused: true })
    if (fact === null) return
    const paused = evolve(now, fact)
    expect(paused).toMatchObject({ running: false, paused: true })
    expect(pause(paused, 'lunch', act)).toBeNull()
    const ended = stop(paused, only, act)
    expect(ended?.data.paused).toBeUndefined()
    if (ended !== null) expect(evolve(paused, ended)).toMatchObject({ running: false, paused: false })
    expect(evolve(paused, start(paused, null, act) ?? fact)).toMatchObject({ running: true, paused: false })
  })
  it('a stop closes the open trades of a bot that stands still as well, once', () => {
    const close = { reason: null, closeFrom: { ticks_epoch: 'e1', ticks_after: 7 } }
    expect(stop(now, close, act)?.data.close_open_trades).toEqual(close.closeFrom)
    const fact = stop(stopped, close, act)
    expect(fact?.data.close_open_trades).toEqual(close.closeFrom)
    if (fact !== null) expect(stop(evolve(stopped, fact), close, act)).toBeNull()
  })
  it('closes nothing of a replay bot', () => {
    const replay = registeredBot('bot', botRegisteredOf(aRegistration({ mode: 'replay' })).data)
    const from = { ticks_epoch: 'e1', ticks_after: 7 }
    expect(stop(replay, only, act)).not.toBeNull()
    expect(() => stop(replay, { reason: null, closeFrom: from }, act)).toThrow('replay bot')
    expect(() => requestClose(replay, { trade_id: 't1', reason: null, from }, act)).toThrow('replay bot')
  })
})
