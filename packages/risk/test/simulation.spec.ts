import type { LedgerEvent } from '@papertape/events'
import { aRegistration, botRegisteredOf } from '@papertape/events/testing'
import { aTrade, clockAt, marksAt, minute } from '@papertape/metrics/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSimulation, hear, watchOf } from '../src/index.ts'

const registered = botRegisteredOf(aRegistration({ initial_capital: '1000' }))
const { entry } = aTrade({ position_size: '1000', fee_rate: '0' })
const priced = (at: number, price: number) => marksAt(minute(at), { BTCUSDT: String(price) })

const simulate = (facts: readonly LedgerEvent[], ...layers: Parameters<typeof createSimulation>[2]) => {
  const simulation = createSimulation(registered, { seq: 1, partition: 0 }, layers)
  return facts.flatMap((fact, index) => simulation.hear(fact, index + 2))
}

describe('a simulation', () => {
  it('answers what would have fired, when, at which figure and from which threshold', () => {
    const facts = [entry, priced(1, 93), priced(2, 99), clockAt(minute(3))]
    const own = { MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 6 } } }
    const steps = simulate(facts, own).filter(({ alarm_type }) => alarm_type === 'MAX_DRAWDOWN_EXCEEDED')
    expect(steps).toMatchObject([
      {
        kind: 'raised',
        time: minute(1),
        ledger_seq: 3,
        kpi_seq: 3,
        level: 'WARNING',
        current_value: 7,
        threshold_value: 6,
        recommended_action: expect.stringMatching(/open trades/),
      },
      { kind: 'cleared', time: minute(3), ledger_seq: 5, kpi_seq: 4, recommended_action: null },
    ])
    expect(simulate(facts).filter(({ alarm_type }) => alarm_type === 'MAX_DRAWDOWN_EXCEEDED')).toEqual([])
  })

  it('asks neither the bot’s recorded thresholds nor its recorded alarms', () => {
    const own = {
      ...registered,
      data: {
        ...registered.data,
        risk: aRegistration({ risk: { thresholds: { MAX_DRAWDOWN_EXCEEDED: { levels: { WARNING: 1 } } } } }).risk,
      },
    }
    const simulation = createSimulation(own, { seq: 1, partition: 0 }, [])
    const drawdowns = [entry, priced(1, 90)]
      .flatMap((fact, index) => simulation.hear(fact, index + 2))
      .filter(({ alarm_type }) => alarm_type === 'MAX_DRAWDOWN_EXCEEDED')
    expect(drawdowns).toEqual([])
  })

  it('finds, under the thresholds in force, the very alarms that the live fold raises', () => {
    const paths = fc.array(fc.integer({ min: 5, max: 120 }), { maxLength: 40 })
    fc.assert(
      fc.property(paths, (prices) => {
        const facts = [
          entry,
          ...prices.flatMap((price, at) => [priced(2 * at + 1, price), clockAt(minute(2 * at + 2))]),
        ]
        const live = watchOf(registered, 0, 1)
        for (const [index, fact] of facts.entries()) {
          hear(live, fact, index + 2, { layers: [], minute: null, deciding: true })
        }
        const told = live.owed.flatMap(({ data, time }) => ('level' in data ? [{ time, ...data }] : []))
        const simulated = simulate(facts)
        expect(simulated).toHaveLength(told.length)
        for (const [index, step] of simulated.entries()) expect(step).toMatchObject(told[index] ?? {})
      }),
    )
  })
})
