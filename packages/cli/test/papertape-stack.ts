import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findStack, type Stack } from '../src/stack-file.ts'

const cli = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** Ports that are free right now, as many as asked for. */
const freePorts = async (count: number): Promise<number[]> => {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve)
      })
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve)
        }),
    ),
  )
  return ports
}

/** Checks a condition until it holds. It fails after `timeoutMs` with what it waited for. */
export const until = async (
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 60_000,
): Promise<void> => {
  const endMs = performance.now() + timeoutMs
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`waited ${timeoutMs} ms for: ${what}`)
    await pause(50)
  }
}

/** What a command printed and how it ended. */
export type Outcome = { code: number | null; stdout: string; stderr: string }

const collect = (child: ChildProcess) => {
  const outcome: Outcome = { code: null, stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => {
    outcome.stdout += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    outcome.stderr += chunk.toString()
  })
  const ended = new Promise<Outcome>((resolve) => {
    child.on('close', (code) => resolve({ ...outcome, code }))
  })
  return { outcome, ended }
}

/** The environment less what configures Papertape: the system under test is configured by its flags alone. */
const plainEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(PAPERTAPE_|NATS_URL$|DATABASE_URL$)/.test(name)),
)

/** Runs `./papertape <args>` to its end. */
export const papertape = (...args: string[]): Promise<Outcome> =>
  collect(spawn(process.execPath, [cli, ...args], { env: plainEnv, stdio: ['ignore', 'pipe', 'pipe'] })).ended

/** A whole system in processes of its own on ports and a data directory of its own, as `./papertape up` or `demo` runs it. */
export const startPapertape = async (command: 'up' | 'demo' = 'up', env: NodeJS.ProcessEnv = {}) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'papertape-'))
  const [port = 0, natsPort = 0, pgPort = 0] = await freePorts(3)
  const flags = [
    '--data-dir',
    dataDir,
    '--port',
    String(port),
    '--nats-port',
    String(natsPort),
    '--pg-port',
    String(pgPort),
  ]
  const child = spawn(process.execPath, [cli, command, ...flags], {
    env: { ...plainEnv, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { outcome, ended } = collect(child)
  const ready = until(
    'the dashboard’s address',
    () => outcome.stdout.includes('/bot-performance') || child.exitCode !== null,
  )
  await ready
  const stack = (): Stack => {
    const found = findStack(dataDir)
    if (found === undefined) throw new Error(`no stack runs on ${dataDir}:\n${outcome.stderr.slice(-4000)}`)
    return found
  }
  stack()
  return {
    dataDir,
    flags,
    stack,
    stderr: () => outcome.stderr,
    /** Asks it to stop and tells how it ended. */
    async stop(): Promise<Outcome> {
      child.kill('SIGTERM')
      return ended
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await ended
      }
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
