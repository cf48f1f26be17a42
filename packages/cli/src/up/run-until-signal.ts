import type { Stack } from '../stack-file.ts'
import type { StackOptions } from '../stack-options.ts'
import { buildDashboard } from './build-dashboard.ts'
import { runSystem, type SystemOptions } from './system.ts'

/**
 * Runs the system in the foreground until SIGINT, SIGTERM or the end of the terminal, then stops it in order. Logs go to
 * stderr, the dashboard's address to stdout. Fulfilled with exit code 0; throws when something cannot be run.
 */
export const runUntilSignal = async (
  options: StackOptions,
  whenReady: (stack: Stack, stopping: AbortSignal) => Promise<void>,
  more: Pick<SystemOptions, 'services'> = {},
): Promise<number> => {
  const stopping = new AbortController()
  const say = (line: string) => {
    process.stderr.write(`${line}\n`)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      say(stopping.signal.aborted ? 'stopping already' : `${signal}: stopping`)
      stopping.abort()
    })
  }
  // Whoever read our lines may have gone; the system stays.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

  await buildDashboard(say, stopping.signal)
  await runSystem({
    ...options,
    ...more,
    env: process.env,
    stopping: stopping.signal,
    say,
    coloured: process.stderr.isTTY && !process.env['NO_COLOR'],
    async whenReady(stack, signal) {
      process.stdout.write(`Dashboard: ${stack.gateway_url}/bot-performance\n`)
      await whenReady(stack, signal)
    },
  })
  say('stopped')
  return 0
}
