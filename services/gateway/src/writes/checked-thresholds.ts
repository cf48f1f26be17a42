import type { Thresholds } from '@papertape/events'
import { validateThresholds } from '@papertape/risk'
import { Problem } from '../http/problem.ts'

/**
 * Thresholds that can be met and left again over those below them.
 * @throws Problem `validation` with a pointer, under `root`, to each that cannot, and the rule it breaks.
 */
export const checkedThresholds = (thresholds: Thresholds, below: readonly Thresholds[], root: string): Thresholds => {
  const errors = validateThresholds(thresholds, below).map(({ path, message }) => ({
    pointer: `${root}/${path.replaceAll('.', '/')}`,
    code: 'custom',
    message,
  }))
  const [first] = errors
  if (first !== undefined) throw new Problem('validation', `${first.pointer}: ${first.message}`, { errors })
  return thresholds
}
