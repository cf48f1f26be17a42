import type { AlarmLevel, Thresholds } from '@papertape/events'
import type { Rule } from './rule.ts'
import { RULES } from './rules.ts'
import { crosses, layered, liesBeyond, recoveryOf, type Settings } from './settings.ts'

type Own = NonNullable<Thresholds[keyof Thresholds]>

/** What is wrong with one threshold: where it stands, such as `LOW_WIN_RATE.levels.CRITICAL`, and the rule it breaks. */
export type ThresholdProblem = { path: string; message: string }

/** What is wrong with one threshold by itself, `null` where nothing is. */
const faultOf = (rule: Rule, threshold: number, margin: number): string | null => {
  const { range, direction, label } = rule
  if (!Number.isFinite(threshold)) return 'must be a finite number'
  if (threshold < range.min) return `must be ${range.min} or more: ${label} is never less`
  if (threshold > range.max) return `must be ${range.max} or less: ${label} is never more`
  const best = direction === 'below' ? range.max : range.min
  if (crosses(rule, best, threshold)) return `must be more than ${best}: at ${best}, its best, ${label} would be bad`
  const recovery = recoveryOf(rule, threshold, margin)
  if (recovery >= range.min && recovery <= range.max) return null
  return `could never clear: with the recovery margin ${label} must come back to ${recovery}, and ${best} is its best`
}

type Threshold = Settings['thresholds'][number]

/**
 * What is wrong between two levels. A worse level that is set where a milder one lies below it only takes the milder one's
 * place, which never shows then; a milder one that is set beyond a worse one would never show itself.
 */
const disorderOf = (rule: Rule, milder: Threshold, worse: Threshold, isOwn: (level: AlarmLevel) => boolean) => {
  const isBelow = rule.direction === 'below'
  if (!isOwn(milder.level)) return null
  if (!liesBeyond(rule, milder.threshold, worse.threshold)) return null
  return isOwn(worse.level)
    ? {
        level: worse.level,
        message: `must be ${isBelow ? 'at most' : 'at least'} ${milder.level}’s ${milder.threshold}`,
      }
    : {
        level: milder.level,
        message: `must be ${isBelow ? 'at least' : 'at most'} ${worse.level}’s ${worse.threshold}`,
      }
}

const problemsOf = (rule: Rule, { thresholds, margin }: Settings, own: Own): ThresholdProblem[] => {
  const problem = (level: AlarmLevel, message: string) => ({ path: `${rule.type}.levels.${level}`, message })
  const isOwn = (level: AlarmLevel) => own.levels?.[level] !== undefined
  return thresholds.flatMap((worse, index) => {
    const fault = faultOf(rule, worse.threshold, margin)
    if (fault !== null) return [problem(worse.level, fault)]
    return thresholds.slice(0, index).flatMap((milder) => {
      const disorder = disorderOf(rule, milder, worse, isOwn)
      return disorder === null ? [] : [problem(disorder.level, disorder.message)]
    })
  })
}

/**
 * What is wrong with thresholds as they would hold over the layers below them, the defaults lowest: levels in the wrong
 * order for the rule's direction, values that the figure cannot have, or that it could never come back from. Only types
 * that `thresholds` sets are looked at. `[]`: nothing is wrong. Two levels may share one threshold, and a worse level may be
 * set below a milder one of another layer: then the milder one never shows.
 */
export const validateThresholds = (thresholds: Thresholds, below: readonly Thresholds[] = []): ThresholdProblem[] =>
  RULES.flatMap((rule) => {
    const own = thresholds[rule.type]
    return own === undefined ? [] : problemsOf(rule, layered(rule, [...below, thresholds]), own)
  })
