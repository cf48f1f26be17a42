import { builtDashboard } from '@papertape/dashboard'
import { ensureBuilt } from '@papertape/dashboard/ensure-built'

/**
 * Builds the dashboard where it has to be. The system runs without it too: where it cannot be built (a folder one may not write,
 * a package that is missing), `say` hears why, and what the gateway serves in its place.
 */
export const buildDashboard = async (
  say: (line: string) => void,
  stopping: AbortSignal,
  build: (say: (line: string) => void) => Promise<void> = ensureBuilt,
): Promise<void> => {
  try {
    await build(say)
  } catch (error) {
    // Ctrl-C in a terminal ends the build as well.
    if (stopping.aborted) return
    say(`cannot build the dashboard: ${(error as Error).message}`)
    say(
      builtDashboard() === null
        ? 'the gateway serves plain pages instead: the figures as they were loaded, nothing live, nothing to operate'
        : 'the gateway serves the one that was built before, of other sources than these',
    )
  }
}
