/** Resolves after a while. @throws the signal's reason as soon as it is aborted. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason)
      return
    }
    const onAbort = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', onAbort, { once: true })
  })

/**
 * How long to wait before attempt `attempt` + 1 (`attempt` counts from 1), in milliseconds: anything between nothing and
 * a limit that doubles each time ("full jitter"), so that clients who lost a server together do not come back together.
 */
export const jitterMs = (
  attempt: number,
  { firstMs, mostMs, random }: { firstMs: number; mostMs: number; random: () => number },
): number => random() * Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, 30))
