import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from './scripted-server.ts'

const execute = promisify(execFile)
const root = join(import.meta.dirname, '../../..')

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** What the system writes down of itself, as far as it is needed here. */
type Stack = {
  gateway_url: string
  nats_url: string
  admin_token: string
  services: readonly { name: string; pid: number }[]
}

export type RunningSystem = AsyncDisposable & {
  stack: () => Stack
  /** Runs another command on it, such as `rebuild`. */
  run: (...args: string[]) => Promise<unknown>
}

const cli = join(root, 'packages/cli/src/main.ts')

/** The environment less what configures Papertape: the system is configured by its flags alone. */
const plainEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(PAPERTAPE_|NATS_URL$|DATABASE_URL$)/.test(name)),
)

/** A whole system in processes of its own, as `./papertape up` runs it, on ports and a data directory of its own. */
export const startSystem = async (): Promise<RunningSystem> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'papertape-client-'))
  const ports = await Promise.all([freePort(), freePort(), freePort()])
  const flags = ['--port', '--nats-port', '--pg-port'].flatMap((flag, index) => [flag, String(ports[index])])
  const args = [cli, 'up', '--data-dir', dataDir, ...flags]
  const child = spawn(process.execPath, args, { env: plainEnv, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const ended = new Promise((resolve) => {
    child.once('close', resolve)
  })
  await until('the dashboard’s address', () => said.includes('/bot-performance') || child.exitCode !== null, 90_000)
  if (child.exitCode !== null) throw new Error(`the system did not start:\n${said.slice(-4000)}`)
  return {
    run: (...more) => execute(process.execPath, [cli, ...more, '--data-dir', dataDir], { env: plainEnv }),
    stack: () => JSON.parse(readFileSync(join(dataDir, 'stack.json'), 'utf8')) as Stack,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
