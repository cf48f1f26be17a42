/**
 * Starts something that takes a signal for its whole life, under a signal that ends with the start: asked to stop later, the
 * process still needs it to finish what is decided.
 */
export const whileStarting = async <Started>(
  stopping: AbortSignal,
  start: (signal: AbortSignal) => Promise<Started>,
): Promise<Started> => {
  const starting = new AbortController()
  const stop = () => starting.abort(stopping.reason)
  if (stopping.aborted) stop()
  stopping.addEventListener('abort', stop)
  try {
    return await start(starting.signal)
  } finally {
    stopping.removeEventListener('abort', stop)
  }
}
