import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url))

/** What a bench needs to know of a running system; see `stack.json` in packages/cli. */
export type RunningSystem = AsyncDisposable & {
  natsUrl: string
  gatewayUrl: string
  adminToken: string
  /** Resident memory of each process in MB, by its name. */
  memory(): Promise<Record<string, number>>
}

type StackFile = {
  nats_url: string
  gateway_url: string
  admin_token: string
  servers: { name: string; pid: number }[]
  services: { name: string; pid: number }[]
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

/** Resident memory of one process in MB, from the kernel. */
const residentMb = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
}

/** Runs `./papertape up` on ports and a data directory of its own, until disposed. */
export const runSystem = async (): Promise<RunningSystem> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'papertape-bench-'))
  const [port, natsPort, pgPort] = [await freePort(), await freePort(), await freePort()]
  const flags = ['--data-dir', dataDir, '--port', `${port}`, '--nats-port', `${natsPort}`, '--pg-port', `${pgPort}`]
  const child = spawn(process.execPath, [cli, 'up', ...flags], { stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  while (!said.includes('/bot-performance')) {
    if (child.exitCode !== null) throw new Error('./papertape up did not come up; run it by hand to see why')
    await pause(100)
  }
  const stack = async () => JSON.parse(await readFile(join(dataDir, 'stack.json'), 'utf8')) as StackFile
  const { nats_url, gateway_url, admin_token } = await stack()
  return {
    natsUrl: nats_url,
    gatewayUrl: gateway_url,
    adminToken: admin_token,
    async memory() {
      const { servers, services } = await stack()
      const all = [...servers, ...services].map(async ({ name, pid }) => [name, await residentMb(pid)] as const)
      return Object.fromEntries(await Promise.all(all))
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The value below which a share of the sorted values lies. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
