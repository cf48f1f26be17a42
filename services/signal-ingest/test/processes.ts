import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endChild } from '@papertape/testkit'

/** A service as a process of its own, to be killed and started again. */
export type ServiceProcess = {
  kill(): Promise<void>
  start(): Promise<void>
  /** Stops it where it stands, and lets it go on after a while. */
  freeze(forMs: number): Promise<void>
  /** Asks it to stop; its exit code. */
  stop(): Promise<number | null>
  /** Its warnings and errors of late, for a failing test. */
  complaints(): string[]
}

const mains = {
  'signal-ingest': fileURLToPath(new URL('../src/main.ts', import.meta.url)),
  'kpi-projector': fileURLToPath(new URL('../../kpi-projector/src/main.ts', import.meta.url)),
}

/** Starts a service against given servers; fulfilled when it serves its health. */
export const startService = async (
  service: keyof typeof mains,
  env: { NATS_URL: string; DATABASE_URL: string },
): Promise<ServiceProcess> => {
  const lines: string[] = []
  let child: ChildProcess | null = null

  const start = async () => {
    const started = fork(mains[service], [], {
      env: { PATH: process.env['PATH'], ...env, PAPERTAPE_LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    child = started
    for (const stream of [started.stdout, started.stderr])
      stream?.on('data', (bytes: Buffer) => lines.push(...bytes.toString().trimEnd().split('\n')))
    // A server that is away delays the readiness; being there is enough.
    await Promise.race([once(started, 'message'), once(started, 'spawn')])
  }
  const ended = async (signal: NodeJS.Signals): Promise<number | null> =>
    child === null ? null : (await endChild(child, signal)).code
  await start()
  return {
    start,
    kill: async () => void (await ended('SIGKILL')),
    stop: () => ended('SIGTERM'),
    async freeze(forMs) {
      child?.kill('SIGSTOP')
      await new Promise((resolve) => setTimeout(resolve, forMs))
      child?.kill('SIGCONT')
    },
    complaints: () => lines.slice(-20),
  }
}
