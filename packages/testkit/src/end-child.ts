import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** How a child process ended: by its own exit code or by a signal. */
export type ChildEnd = { code: number | null; signal: NodeJS.Signals | null }

const END_MS_MAX = 30_000

/** Whether the process has ended; what is asked of it then is never answered. */
export const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

/**
 * Sends a signal and waits for the end; one that has ended already is not waited for. Who does not end in time is killed,
 * and an error says so: a test that waits for ever tells nothing.
 */
export const endChild = async (
  child: ChildProcess,
  signal: NodeJS.Signals,
  { waitMs = END_MS_MAX }: { waitMs?: number } = {},
): Promise<ChildEnd> => {
  if (!hasEnded(child)) {
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(waitMs) })
    child.kill(signal)
    try {
      await ended
    } catch (cause) {
      child.kill('SIGKILL')
      throw new Error(`process ${child.pid} has not ended ${waitMs} ms after ${signal}`, { cause })
    }
  }
  return { code: child.exitCode, signal: child.signalCode }
}
