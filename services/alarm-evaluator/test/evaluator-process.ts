import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type ChildEnd, endChild } from '@papertape/testkit'
import { expect } from 'vitest'
import type { Scene } from './scene.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** An evaluator in a process of its own. */
export type EvaluatorProcess = {
  child: ChildProcess
  kill(): Promise<ChildEnd>
  /** Asks it to stop, once it can be asked to stop in order. */
  stop(): Promise<ChildEnd>
}

/** Starts one on the servers of a scene; it may take a second until it does anything. */
export const startEvaluator = ({ servers }: Scene, env: NodeJS.ProcessEnv = {}): EvaluatorProcess => {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      NATS_URL: servers.natsUrl,
      DATABASE_URL: servers.databaseUrl,
      PAPERTAPE_LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let listens = false
  child.once('message', () => {
    listens = true
  })
  return {
    child,
    kill: () => endChild(child, 'SIGKILL'),
    async stop() {
      await expect.poll(() => listens, { timeout: 60_000 }).toBe(true)
      return endChild(child, 'SIGTERM')
    },
  }
}
