import { describe, expect, it } from 'vitest'
import type { Transition } from '../src/evaluate.ts'
import { RULES, ruleOf } from '../src/index.ts'
import { messageOf, recommendedActionOf } from '../src/words.ts'

const raised = (given: Partial<Transition>): Transition => ({
  kind: 'raised',
  alarm_type: 'PROFIT_FACTOR_LOW',
  alarm_id: 'a',
  level: 'CRITICAL',
  previous_level: null,
  current_value: 0.5,
  threshold_value: 1,
  ...given,
})

describe('what is said of an alarm', () => {
  it('names figure, threshold and direction', () => {
    expect(messageOf(ruleOf('PROFIT_FACTOR_LOW'), raised({}))).toBe('Profit factor 0.5 is below 1')
    const loss = raised({ alarm_type: 'DAILY_LOSS_LIMIT', current_value: 5, threshold_value: 5 })
    expect(messageOf(ruleOf('DAILY_LOSS_LIMIT'), loss)).toBe('Loss of the day 5 % is at or above 5 %')
  })

  it('never rounds a figure to the threshold it has crossed', () => {
    const rule = ruleOf('PROFIT_FACTOR_LOW')
    expect(messageOf(rule, raised({ current_value: 0.9996 }))).toBe('Profit factor 0.9996 is below 1')
    expect(messageOf(rule, raised({ current_value: 1 - 2 ** -53 }))).toMatch(/^Profit factor 0\.99999\d+ is below 1$/)
  })

  it('recommends something at every level that can be given a threshold', () => {
    for (const rule of RULES) {
      for (const level of ['INFO', 'WARNING', 'CRITICAL', 'EMERGENCY'] as const) {
        expect(recommendedActionOf(rule, raised({ level }))).toMatch(/[.?]$/)
      }
    }
  })
})
