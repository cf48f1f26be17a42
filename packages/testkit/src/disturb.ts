/**
 * Does the work of a fault test, and meanwhile disturbs it again and again. Fulfilled when both are at rest, so that nothing
 * goes on behind the test's back; the first error ends both and is thrown. `going` is false from then on, or once `signal`
 * aborts, which is the test's own: work in a loop asks it.
 */
export const disturbing = async (
  signal: AbortSignal,
  disturb: () => Promise<void>,
  work: (going: () => boolean) => Promise<void>,
): Promise<void> => {
  let over = false
  const going = () => !over && !signal.aborted
  const end = () => {
    over = true
  }
  const disturbances = async () => {
    while (going()) await disturb()
  }
  const ends = await Promise.allSettled([work(going).finally(end), disturbances().finally(end)])
  for (const ended of ends) if (ended.status === 'rejected') throw ended.reason
  signal.throwIfAborted()
}
