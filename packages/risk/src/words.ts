import type { Transition } from './evaluate.ts'
import type { Rule } from './rule.ts'

const BAD = { at_least: 'at or above', above: 'above', below: 'below' } as const

/** With as few decimals as tell it from the other number, two at most where that is enough. */
const shown = (value: number, other: number): string => {
  for (let decimals = 2; decimals < 12; decimals += 1) {
    const rounded = Number(value.toFixed(decimals))
    if (value === other || rounded !== other) return String(rounded)
  }
  return String(value)
}

/** What happened, in one sentence for people. */
export const messageOf = (rule: Rule, transition: Transition): string => {
  const { kind, current_value, threshold_value, level, previous_level } = transition
  const figure = `${rule.label} ${shown(current_value, threshold_value)}${rule.unit}`
  const threshold = `${shown(threshold_value, threshold_value)}${rule.unit}`
  switch (kind) {
    case 'raised':
      return `${figure} is ${BAD[rule.direction]} ${threshold}`
    case 'escalated':
      return `${figure} puts the alarm from ${previous_level ?? ''} to ${level} (${threshold})`
    case 'cleared':
      return `${figure} has come back from ${threshold} and stayed there`
  }
}

/** What to do now, in words. */
export const recommendedActionOf = (rule: Rule, transition: Transition): string =>
  rule.recommended_action[transition.level]
