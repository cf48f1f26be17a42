import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Progress, progressOf } from './progress.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const main = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const testkit = join(root, 'packages', 'testkit', 'src')

export type TestRun = {
  passed: number
  /** A run that breaks down without saying so, or is stopped, counts as one failure. */
  failed: number
  /** What had not ended when the run was stopped; `null` when it ended by itself. */
  stopped: Progress['notEnded'] | null
}

/**
 * Runs vitest with its usual output. When the signal aborts, the run is ended by force with every process it has started: a
 * worker that is busy for ever hears neither vitest's own time-outs nor a polite signal.
 */
export const runTests = async (args: readonly string[], limit: AbortSignal): Promise<TestRun> => {
  const dir = await mkdtemp(join(tmpdir(), 'papertape-report-'))
  const progressFile = join(dir, 'progress.jsonl')
  try {
    const { code, stopped } = await vitest(args, progressFile, limit)
    if (stopped) await endLeftovers()
    const { passed, failed, notEnded } = progressOf(await readFile(progressFile, 'utf8').catch(() => ''))
    if (stopped) return { passed, failed: failed + 1, stopped: notEnded }
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, stopped: null }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

const vitest = async (args: readonly string[], progressFile: string, limit: AbortSignal) => {
  const reporters = ['--reporter=default', `--reporter=${join(testkit, 'progress-reporter.ts')}`]
  const child = spawn(process.execPath, [main, 'run', ...args, ...reporters], {
    cwd: root,
    env: { ...process.env, TEST_PROGRESS: progressFile },
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own, to be ended as a whole. Hence signals must be passed on, those of a terminal too.
    detached: true,
  })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  const kill = () => killGroup(child)
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, pass)
  limit.addEventListener('abort', kill, { once: true })
  try {
    if (limit.aborted) kill()
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, stopped: limit.aborted }
  } finally {
    limit.removeEventListener('abort', kill)
    for (const signal of signals) process.off(signal, pass)
  }
}

/** Servers that are child processes in sessions of their own see their parent die, and end as well. */
const killGroup = ({ pid }: ChildProcess): void => {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const LEFTOVERS_MS_MAX = 60_000

/** Removes what a run that was ended could not: its containers. */
const endLeftovers = async (): Promise<void> => {
  const child = spawn(process.execPath, [join(testkit, 'end-leftovers.ts')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: LEFTOVERS_MS_MAX,
    killSignal: 'SIGKILL',
  })
  await once(child, 'close')
}
