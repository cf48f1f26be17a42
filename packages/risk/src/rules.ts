import type { AlarmType } from '@papertape/events'
import type { Rule } from './rule.ts'
import { accountBalanceLow } from './rules/account-balance-low.ts'
import { consecutiveLosses } from './rules/consecutive-losses.ts'
import { dailyLossLimit } from './rules/daily-loss-limit.ts'
import { lowWinRate } from './rules/low-win-rate.ts'
import { maxDrawdownExceeded } from './rules/max-drawdown-exceeded.ts'
import { positionSizeExceeded } from './rules/position-size-exceeded.ts'
import { profitFactorLow } from './rules/profit-factor-low.ts'
import { sharpeDegradation } from './rules/sharpe-degradation.ts'
import { totalExposureExceeded } from './rules/total-exposure-exceeded.ts'

/** All alarm types with the defaults of CONTRACT section 7, in the order in which one fact's alarms are told. */
export const RULES: readonly Rule[] = [
  maxDrawdownExceeded,
  dailyLossLimit,
  consecutiveLosses,
  lowWinRate,
  positionSizeExceeded,
  totalExposureExceeded,
  accountBalanceLow,
  sharpeDegradation,
  profitFactorLow,
]

/** The rule of an alarm type. */
export const ruleOf = (type: AlarmType): Rule => {
  const rule = RULES.find((candidate) => candidate.type === type)
  if (rule === undefined) throw new RangeError(`there is no rule for ${type}`)
  return rule
}

/**
 * Names these rules in the ledger, where a fact says from which place on they decide. Goes up with every change of what
 * they would decide: of a rule, of a default, of the state machine, or of what a watched figure means. Then what was
 * recorded stands, and nothing is raised for the past.
 */
export const RULE_SET = 3
