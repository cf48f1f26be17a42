import { changeIntegrators, type Integrator, reloadNats } from '@papertape/embedded'
import { OperatorError } from '../command.ts'
import type { Place } from './place.ts'

/**
 * Changes the list and lets the running server take it up. Where the server does not, the list is put back, so that it never
 * names somebody who cannot come in, or hides somebody who can.
 */
export const changeAt = async (
  { dir, pid }: Place,
  change: (integrators: Integrator[]) => Integrator[],
): Promise<void> => {
  let before: Integrator[] = []
  await changeIntegrators(dir, (integrators) => {
    before = integrators
    return change(integrators)
  }).catch(forOperator)
  if (pid === null) return
  try {
    await reloadNats(dir, pid)
  } catch (error) {
    await changeIntegrators(dir, () => before)
    forOperator(error)
  }
}

/** What keeps the list from changing is for the operator to put right. */
const forOperator = (error: unknown): never => {
  if (error instanceof OperatorError) throw error
  throw new OperatorError(error instanceof Error ? error.message : String(error), { cause: error })
}
