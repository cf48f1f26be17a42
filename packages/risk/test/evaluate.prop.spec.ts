import { ALARM_LEVELS, type AlarmLevel } from '@papertape/events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rule } from '../src/rule.ts'
import { RULES } from '../src/rules.ts'
import { crosses, recoveryOf, type Settings, settingsOf } from '../src/settings.ts'
import { type Moment, watch } from './given.ts'

const gaps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 80 })

/** A path of values at rising times. */
const pathOf = (value: fc.Arbitrary<number | null>) =>
  gaps.chain((steps) =>
    fc.array(value, { minLength: steps.length, maxLength: steps.length }).map((values): Moment[] => {
      let at = 0
      return steps.map((gap, index) => {
        at += gap
        return { at, value: values[index] ?? null }
      })
    }),
  )

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** Everything a rule's figure may do around its thresholds, undefined at times. */
const anyPath = (rule: Rule, { thresholds }: Settings) => {
  const bounds = thresholds.map(({ threshold }) => threshold)
  const near = fc.constantFrom(...bounds).chain((threshold) => between(threshold * 0.9, threshold * 1.1))
  const wide = between(Math.max(rule.range.min, -1000), Math.min(rule.range.max, 2 * Math.max(...bounds)))
  return pathOf(fc.oneof(near, wide, fc.constantFrom<number | null>(...bounds), fc.constant(null)))
}

const levelOf = (rule: Rule, { thresholds }: Settings, value: number): AlarmLevel | null =>
  thresholds.findLast(({ threshold }) => crosses(rule, value, threshold))?.level ?? null

const rank = (level: string | null): number => ALARM_LEVELS.findIndex((name) => name === level)

describe.each(RULES.map((rule) => ({ rule, type: rule.type })))('$type, of any path', ({ rule, type }) => {
  const settings = settingsOf(rule, [])

  it('does not flap by noise below the margin: once raised, nothing more is told', () => {
    for (const [index, { level, threshold }] of settings.thresholds.entries()) {
      const worse = settings.thresholds[index + 1]?.threshold
      const recovery = recoveryOf(rule, threshold, settings.margin)
      const room = Math.abs(recovery - threshold) * 0.999
      const noise = between(threshold - room, threshold + room).filter(
        (value) => worse === undefined || !crosses(rule, value, worse),
      )
      fc.assert(
        fc.property(pathOf(noise), (moments) => {
          const raised = moments.findIndex(({ value }) => value !== null && crosses(rule, value, threshold))
          const expected = raised === -1 ? [] : [expect.stringMatching(` raised ${level} `)]
          // A milder level is raised first by noise that has not crossed this one yet: it is told once, too.
          const { told } = watch(moments, { type })
          const milder = told.filter((line) => line.includes(` from `))
          expect(told.length - milder.length).toBeLessThanOrEqual(1)
          expect(milder.length).toBeLessThanOrEqual(1)
          if (index === 0) expect(told).toEqual(expected)
        }),
        { numRuns: 50 },
      )
    }
  })

  it('is told in order: raised once, then level changes to another level, then cleared at most once', () => {
    fc.assert(
      fc.property(anyPath(rule, settings), (moments) => {
        let level: string | null = null
        let before = -1
        for (const line of watch(moments, { type }).told) {
          const [at, kind, to, , from] = line.split(' ')
          expect(Number(at)).toBeGreaterThan(before)
          before = Number(at)
          if (kind === 'raised') expect(level).toBeNull()
          if (kind === 'escalated') expect([from, to === from]).toEqual([level, false])
          if (kind === 'cleared') expect(to).toBe(level)
          level = kind === 'cleared' ? null : (to ?? null)
        }
      }),
    )
  })

  it('never raises one level twice within its cooldown', () => {
    fc.assert(
      fc.property(anyPath(rule, settings), (moments) => {
        const raisedAt = new Map<string, number>()
        for (const line of watch(moments, { type }).told) {
          const [at, kind, level = ''] = line.split(' ')
          if (kind !== 'raised') continue
          const before = raisedAt.get(level)
          if (before !== undefined) expect(Number(at) - before).toBeGreaterThanOrEqual(900)
          raisedAt.set(level, Number(at))
        }
      }),
    )
  })

  it('shows at every moment an alarm at least as bad as the figure, unless that level’s own cooldown withholds it', () => {
    fc.assert(
      fc.property(anyPath(rule, settings), (moments) => {
        const { state, told } = watch(moments, { type })
        const last = moments.at(-1)
        const level = last?.value === null || last === undefined ? null : levelOf(rule, settings, last.value)
        if (last === undefined || level === null || rank(state?.level ?? null) >= rank(level)) return
        expect(state?.phase).toBe('pending')
        // Nothing but this very level, told less than a cooldown ago, holds it back: a WARNING mutes no EMERGENCY.
        const own = told.findLast((line) => line.split(' ')[2] === level)
        expect(last.at - Number(own?.split(' ')[0])).toBeLessThan(900)
      }),
    )
  })

  it('neither raises nor clears at an undefined figure', () => {
    fc.assert(
      fc.property(anyPath(rule, settings), (moments) => {
        const undefinedAt = new Set(moments.filter(({ value }) => value === null).map(({ at }) => String(at)))
        for (const line of watch(moments, { type }).told) expect(undefinedAt.has(line.split(' ')[0] ?? '')).toBe(false)
      }),
    )
  })

  it('is the same when a path is shown in two parts', () => {
    fc.assert(
      fc.property(anyPath(rule, settings), fc.nat(), (moments, where) => {
        const cut = where % moments.length
        const whole = watch(moments, { type })
        const first = watch(moments.slice(0, cut), { type })
        const second = watch(moments.slice(cut), { type, states: first.states })
        expect([...first.told, ...second.told]).toEqual(whole.told)
        expect(second.states).toEqual(whole.states)
      }),
    )
  })
})
