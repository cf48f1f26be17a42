import { ALARM_LEVELS, type AlarmLevel, type Thresholds } from '@papertape/events'
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

export const RECOVERY_MARGIN_PCT = 5
export const DWELL_SECONDS = 60
export const COOLDOWN_SECONDS = 15 * 60

type Levels = { readonly [Level in AlarmLevel]?: number }

/** A layer's own levels, and the level that follows from one of them unless the layer sets it as well. */
const withDerived = (rule: Rule, levels: Levels): Levels => {
  if (rule.derived === undefined) return levels
  const { level, from, pct } = rule.derived
  const source = levels[from]
  return source === undefined ? levels : { [level]: (source * pct) / 100, ...levels }
}

/** The rule's defaults with the layers over them, field by field and level by level, the last layer on top. */
export const layered = (rule: Rule, layers: readonly Thresholds[]): Settings => {
  let levels = withDerived(rule, rule.levels)
  let marginPct = RECOVERY_MARGIN_PCT
  let dwellSeconds = DWELL_SECONDS
  let cooldownSeconds = COOLDOWN_SECONDS
  for (const layer of layers) {
    const own = layer[rule.type]
    if (own === undefined) continue
    levels = { ...levels, ...withDerived(rule, own.levels ?? {}) }
    marginPct = own.recovery_margin_pct ?? marginPct
    dwellSeconds = own.dwell_seconds ?? dwellSeconds
    cooldownSeconds = own.cooldown_seconds ?? cooldownSeconds
  }
  return {
    thresholds: ALARM_LEVELS.flatMap((level) => {
      const threshold = levels[level]
      return threshold === undefined ? [] : [{ level, threshold }]
    }),
    margin: marginPct / 100,
    dwellMs: dwellSeconds * 1000,
    cooldownMs: cooldownSeconds * 1000,
  }
}

/** Whether one threshold lies beyond another: whoever crosses it has crossed the other before. */
export const liesBeyond = (rule: Rule, threshold: number, other: number): boolean =>
  rule.direction === 'below' ? threshold < other : threshold > other

/**
 * The rule as it holds: its defaults with the layers over them, first the thresholds of all bots, then a bot's own. A level
 * that lies beyond a worse one would never show and is left out.
 */
export const settingsOf = (rule: Rule, layers: readonly Thresholds[]): Settings => {
  const settings = layered(rule, layers)
  const shows = ({ threshold }: Settings['thresholds'][number], index: number): boolean =>
    !settings.thresholds.slice(index + 1).some((worse) => liesBeyond(rule, threshold, worse.threshold))
  return { ...settings, thresholds: settings.thresholds.filter(shows) }
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

/** How far a figure must come back from a threshold. */
export const recoveryOf = (rule: Rule, threshold: number, margin: number): number => {
  const room = Math.abs(threshold) * margin
  return rule.direction === 'below' ? threshold + room : threshold - room
}

/** Whether a figure has come back from a threshold by the margin; between the two it does neither. */
export const recovers = (rule: Rule, value: number, threshold: number, margin: number): boolean => {
  const recovery = recoveryOf(rule, threshold, margin)
  const recovered = rule.direction === 'below' ? value >= recovery : value <= recovery
  return recovered && !crosses(rule, value, threshold)
}
