import { describe, expect, it } from 'vitest'
import { listenToServices, SERVICES } from '../src/live/services-seen.ts'
import { type HealthFacts, healthOf } from '../src/reads/health.ts'

const facts: HealthFacts = {
  nats: { ok: true },
  postgres: { ok: true },
  instances: SERVICES.map((service) => ({ service, instance: '1', ready: true, failing: [], seen_at: '' })),
  ledger: { lastSeq: 12, epoch: 'e1' },
  checkpoint: { seq: 10, ledger_epoch: 'e1', epoch: 'p1', as_of: null },
  alarms: { seq: 9, ledger_epoch: 'e1' },
}

describe('health', () => {
  it('is ok when everything is there, and tells the lag', () => {
    expect(healthOf(facts)).toMatchObject({
      status: 'ok',
      ready: true,
      projections: { ledger: { status: 'ok', lag_events: 2 }, alarms: { status: 'ok', lag_events: 3 } },
    })
  })
  it.each([
    ['a service is absent', { instances: facts.instances.slice(1) }, 'degraded'],
    [
      'no instance of a service is ready',
      { instances: facts.instances.map((one) => ({ ...one, ready: false })) },
      'degraded',
    ],
    ['NATS is away', { nats: { ok: false }, ledger: null }, 'down'],
    ['PostgreSQL is away', { postgres: { ok: false }, checkpoint: null }, 'down'],
    ['the projection is of another ledger', { ledger: { lastSeq: 12, epoch: 'e2' } }, 'degraded'],
    ['the projection is ahead of the ledger', { ledger: { lastSeq: 9, epoch: 'e1' } }, 'degraded'],
  ] as const)('is not when %s', (_why, change, status) => {
    expect(healthOf({ ...facts, ...change })).toMatchObject({ ready: false, status })
  })
  it('is ok with one ready instance among several', () => {
    const second = { service: 'paper-trader', instance: '2', ready: false, failing: ['nats'], seen_at: '' }
    expect(healthOf({ ...facts, instances: [...facts.instances, second] }).ready).toBe(true)
  })
})

describe('the services that were heard', () => {
  const listening = () => {
    let say: (hint: unknown) => void = () => undefined
    const clock = { ms: 0 }
    const seen = listenToServices(
      {
        onHint: (_subject, heard) => {
          say = heard
          return () => undefined
        },
      },
      () => clock.ms,
    )
    return { seen, clock, say: (hint: unknown) => say(hint) }
  }
  const beat = { service: 'paper-trader', instance: 'a', ready: true, failing: [] }

  it('are forgotten when they are silent for three beats', () => {
    const { seen, clock, say } = listening()
    say(beat)
    clock.ms = 6000
    expect(seen.instances()).toMatchObject([beat])
    clock.ms = 6001
    expect(seen.instances()).toEqual([])
  })
  it('are forgotten at once when they leave', () => {
    const { seen, say } = listening()
    say(beat)
    say({ ...beat, leaving: true })
    expect(seen.instances()).toEqual([])
  })
  it.each([null, 'x', {}, { service: 'a' }])('do not mind %j', (hint) => {
    const { seen, say } = listening()
    say(hint)
    expect(seen.instances()).toEqual([])
  })
})
