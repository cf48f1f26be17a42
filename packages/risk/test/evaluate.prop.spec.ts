import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Moment, watch } from './given.ts'

const gaps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 80 })

/** A path of drawdowns within a band, at rising times. */
const pathWithin = (min: number, max: number) =>
  gaps.chain((steps) =>
    fc
      .array(fc.double({ min, max, noNaN: true }), { minLength: steps.length, maxLength: steps.length })
      .map((values): Moment[] => {
        let at = 0
        return steps.map((gap, index) => {
          at += gap
          return { at, drawdown: values[index] ?? 0 }
        })
      }),
  )

describe('the alarms of any path', () => {
  it('do not flap by noise below the margin: once raised, nothing more is told', () => {
    fc.assert(
      fc.property(pathWithin(14.250001, 19.999), (moments) => {
        const { told } = watch([{ at: 0, drawdown: 15 }, ...moments])
        expect(told).toEqual(['0 raised WARNING a0'])
      }),
    )
  })

  it('tell each alarm in order: raised once, then level changes to another level, then cleared at most once', () => {
    fc.assert(
      fc.property(pathWithin(0, 40), (moments) => {
        let level: string | null = null
        for (const line of watch(moments).told) {
          const [, kind, to, , from] = line.split(' ')
          if (kind === 'raised') expect(level).toBeNull()
          if (kind === 'escalated') expect([from, to === from]).toEqual([level, false])
          if (kind === 'cleared') expect(to).toBe(level)
          level = kind === 'cleared' ? null : (to ?? null)
        }
      }),
    )
  })

  it('never raise one level twice within its cooldown', () => {
    fc.assert(
      fc.property(pathWithin(0, 40), (moments) => {
        const raisedAt = new Map<string, number>()
        for (const line of watch(moments).told) {
          const [at, kind, level = ''] = line.split(' ')
          if (kind !== 'raised') continue
          const before = raisedAt.get(level)
          if (before !== undefined) expect(Number(at) - before).toBeGreaterThanOrEqual(900)
          raisedAt.set(level, Number(at))
        }
      }),
    )
  })

  it('show at every moment an alarm at least as bad as the figure, unless a cooldown withholds it', () => {
    fc.assert(
      fc.property(pathWithin(0, 40), (moments) => {
        const { state } = watch(moments)
        const drawdown = moments.at(-1)?.drawdown ?? 0
        if (drawdown >= 20) expect(state?.phase === 'pending' || state?.level === 'EMERGENCY').toBe(true)
        else if (drawdown >= 15) expect(state?.phase === 'pending' || state?.level !== null).toBe(true)
      }),
    )
  })

  it('are the same when a path is shown in two parts', () => {
    fc.assert(
      fc.property(pathWithin(0, 40), fc.nat(), (moments, where) => {
        const cut = where % moments.length
        const whole = watch(moments)
        const first = watch(moments.slice(0, cut))
        const second = watch(moments.slice(cut), undefined, first.states)
        expect([...first.told, ...second.told]).toEqual(whole.told)
        expect(second.states).toEqual(whole.states)
      }),
    )
  })
})
