import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { hasEnded } from '@papertape/testkit'
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

const COMMAND_MS_MAX = 180_000
const STOP_MS_MAX = 90_000

/** How it ended; where it does not within so long it is killed, and the error tells what it had said. */
const endWithin = async (child: ChildProcess, { outcome, ended }: ReturnType<typeof collect>, ms: number) => {
  const giveUp = new AbortController()
  const late = pause(ms, undefined, { signal: giveUp.signal }).then(() => {
    child.kill('SIGKILL')
    throw new Error(`${child.spawnargs.slice(2, 4).join(' ')} has not ended within ${ms} ms:\n${outcome.stderr}`)
  })
  try {
    return await Promise.race([ended, late])
  } finally {
    giveUp.abort()
  }
}

/** Runs `./papertape <args>` to its end. @throws Error where it does not come to one in three minutes. */
export const papertape = (...args: string[]): Promise<Outcome> => {
  const child = spawn(process.execPath, [cli, ...args], { env: plainEnv, stdio: ['ignore', 'pipe', 'pipe'] })
  return endWithin(child, collect(child), COMMAND_MS_MAX)
}

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
  const collected = collect(child)
  const { outcome } = collected
  const end = () => {
    child.kill('SIGTERM')
    return endWithin(child, collected, STOP_MS_MAX)
  }
  try {
    await until('the dashboard’s address', () => outcome.stdout.includes('/bot-performance') || hasEnded(child))
  } catch (error) {
    await end()
    await rm(dataDir, { recursive: true, force: true })
    throw error
  }
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
    stop: end,
    async [Symbol.asyncDispose]() {
      if (!hasEnded(child)) await end()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
