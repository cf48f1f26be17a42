import { ACCOUNT } from './formulas/account.ts'
import { COMPARISON } from './formulas/comparison.ts'
import { DISTRIBUTION } from './formulas/distribution.ts'
import { EXECUTION } from './formulas/execution.ts'
import type { FormulaTexts } from './formulas/formula.ts'
import { POSITIONS } from './formulas/positions.ts'
import { RETURNS } from './formulas/returns.ts'
import { RISK } from './formulas/risk.ts'
import { TRADES } from './formulas/trades.ts'

/** Each figure's name and formula, as docs/kpis.md defines it. The keys are those of the API. */
export const FORMULAS = {
  ...ACCOUNT,
  ...RETURNS,
  ...RISK,
  ...TRADES,
  ...POSITIONS,
  ...DISTRIBUTION,
  ...COMPARISON,
  ...EXECUTION,
} as const satisfies FormulaTexts

/** A figure that has a name and a formula. */
export type FigureName = keyof typeof FORMULAS
