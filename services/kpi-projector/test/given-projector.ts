import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { TestServers } from '@papertape/testkit'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A projector as a process of its own. */
export type Projector = {
  health: () => Promise<{ status: number; body: { checks: Record<string, Record<string, unknown>> } }>
  kill: (signal: NodeJS.Signals) => void
  /** Its exit code; null after a signal. */
  exited: Promise<number | null>
}

/** Starts one, fulfilled when its health answers. */
export const startProjector = async (servers: TestServers, instance: string): Promise<Projector> => {
  const child: ChildProcess = fork(main, {
    env: {
      ...process.env,
      NATS_URL: servers.natsUrl,
      DATABASE_URL: servers.databaseUrl,
      PAPERTAPE_HEALTH_PORT: '0',
      PAPERTAPE_INSTANCE: instance,
      PAPERTAPE_LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  const [message]: unknown[] = await once(child, 'message')
  const port =
    typeof message === 'object' && message !== null && 'health_port' in message ? Number(message.health_port) : 0
  return {
    async health() {
      const response = await fetch(`http://127.0.0.1:${port}/health/ready`)
      return {
        status: response.status,
        body: (await response.json()) as Awaited<ReturnType<Projector['health']>>['body'],
      }
    },
    kill: (signal) => void child.kill(signal),
    exited,
  }
}
