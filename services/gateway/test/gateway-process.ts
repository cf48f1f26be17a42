import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { endChild } from '@papertape/testkit'
import { TOKEN } from './harness.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A gateway as a process of its own, to be killed and started again. */
export const startGatewayProcess = async (env: { NATS_URL: string; DATABASE_URL: string }) => {
  const lines: string[] = []
  let child: ChildProcess
  let port = 0
  const start = async () => {
    child = fork(main, [], {
      env: {
        PATH: process.env['PATH'],
        ...env,
        PAPERTAPE_PORT: '0',
        PAPERTAPE_ADMIN_TOKEN: TOKEN,
        PAPERTAPE_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => lines.push(String(bytes)))
    const ended = once(child, 'exit').then(() => {
      throw new Error(`the gateway ended at its start:\n${lines.slice(-20).join('')}`)
    })
    const told = once(child, 'message', { signal: AbortSignal.timeout(60_000) })
    const [message] = (await Promise.race([told, ended])) as [{ port: number }]
    port = message.port
  }
  const end = async (signal: NodeJS.Signals) => {
    port = 0
    await endChild(child, signal)
  }
  await start()
  return {
    /** 0 while it is down. */
    port: () => port,
    start,
    kill: () => end('SIGKILL'),
    complaints: () => lines.slice(-20).join(''),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  }
}
export type GatewayProcess = Awaited<ReturnType<typeof startGatewayProcess>>
