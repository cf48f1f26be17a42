import { ALARM_LEVELS, type AlarmLevel, type Risk } from '@papertape/events'
import type { Rule } from './rule.ts'

/** One rule as it holds for one bot. */
export type Settings = {
  /** Mildest level first. */
  thresholds: readonly { level: AlarmLevel; threshold: number }[]
  /** Fraction of the threshold by which the figure must come back. */
  margin: number
  dwellMs: number
  cooldownMs: number
}

const RECOVERY_MARGIN_PCT = 5
const DWELL_SECONDS = 60
const COOLDOWN_SECONDS = 15 * 60

/** The rule's defaults with the bot's own settings over them, field by field and level by level. */
export const settingsOf = (rule: Rule, risk: Risk): Settings => {
  const own = risk.thresholds[rule.type]
  const levels = { ...rule.levels, ...own?.levels }
  return {
    thresholds: ALARM_LEVELS.flatMap((level) => {
      const threshold = levels[level]
      return threshold === undefined ? [] : [{ level, threshold }]
    }),
    margin: (own?.recovery_margin_pct ?? RECOVERY_MARGIN_PCT) / 100,
    dwellMs: (own?.dwell_seconds ?? DWELL_SECONDS) * 1000,
    cooldownMs: (own?.cooldown_seconds ?? COOLDOWN_SECONDS) * 1000,
  }
}

/** Whether a figure is bad enough for a threshold. */
export const crosses = (rule: Rule, value: number, threshold: number): boolean => {
  switch (rule.direction) {
    case 'at_least':
      return value >= threshold
    case 'above':
      return value > threshold
    case 'below':
      return value < threshold
  }
}

/** Whether a figure has come back from a threshold by the margin; between the two it does neither. */
export const recovers = (rule: Rule, value: number, threshold: number, margin: number): boolean => {
  const room = Math.abs(threshold) * margin
  const recovered = rule.direction === 'below' ? value >= threshold + room : value <= threshold - room
  return recovered && !crosses(rule, value, threshold)
}
