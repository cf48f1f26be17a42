import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, processExists } from '@papertape/embedded'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { findStack, type Stack } from '../src/stack-file.ts'

const fixtures = join(import.meta.dirname, 'fixtures')

let dir: string
let dataDir: string
let ports: { http: number; nats: number; pg: number }
const running: ChildProcess[] = []

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'papertape-up-'))
  dataDir = join(dir, 'data')
  ports = { http: await freePort(), nats: await freePort(), pg: await freePort() }
  for (const name of ['front', 'middle', 'last']) {
    mkdirSync(join(dir, name), { recursive: true })
    cpSync(join(fixtures, 'fake-service.ts'), join(dir, name, 'main.ts'))
  }
})
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  rmSync(dir, { recursive: true, force: true })
})

/** Starts the system as a shell would, in a process group of its own. */
const up = (env: NodeJS.ProcessEnv = {}) => {
  const flags = ['--data-dir', dataDir, '--port', ports.http, '--nats-port', ports.nats, '--pg-port', ports.pg]
  const child = spawn(process.execPath, [join(fixtures, 'run-fake-system.ts'), ...flags.map(String)], {
    env: { PATH: process.env['PATH'], NOTES: join(dir, 'notes'), FAKES: dir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.push(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const exited = once(child, 'close').then(([code]) => code as number | null)
  return { child, output, exited }
}

const ready = async ({ output }: ReturnType<typeof up>): Promise<Stack> => {
  await vi.waitFor(() => expect(output.stdout, output.stderr).toContain('Dashboard:'), {
    timeout: 30_000,
    interval: 20,
  })
  return stackNow()
}

const stackNow = (): Stack => {
  const stack = findStack(dataDir)
  if (stack === undefined) throw new Error('no stack runs')
  return stack
}

const notes = () => readFileSync(join(dir, 'notes'), 'utf8').trim().split('\n')
const pidsOf = ({ pid, servers, services }: Stack) => [pid, ...[...servers, ...services].map((part) => part.pid)]
const noneOf = (pids: number[]) =>
  vi.waitFor(() => expect(pids.filter(processExists)).toEqual([]), { timeout: 20_000, interval: 20 })

it('runs servers and services, tells where, and stops them in order on SIGTERM', async () => {
  const system = up()
  const stack = await ready(system)
  expect(system.output.stdout).toBe(`Dashboard: http://127.0.0.1:${ports.http}/bot-performance\n`)
  expect(system.output.stderr).toMatch(/\d\d:\d\d:\d\d\.\d{3} front +info +listening bots=3\n/)
  const password = readFileSync(join(dataDir, 'nats', 'core-password'), 'utf8').trim()
  expect(notes()[0]?.replace(/^\w+/, '')).toBe(
    ` started nats=nats://papertape.core:${password}@127.0.0.1:${ports.nats} pg=true`,
  )
  expect(system.output.stderr).not.toContain(password)
  expect(stack.services.map(({ name }) => name).toSorted()).toEqual(['front', 'last', 'middle'])
  expect(statSync(join(dataDir, 'stack.json')).mode & 0o077).toBe(0)

  system.child.kill('SIGTERM')
  expect(await system.exited).toBe(0)
  expect(notes().filter((line) => !line.includes('started'))).toEqual([
    'front SIGTERM',
    'middle SIGTERM',
    'last SIGTERM',
  ])
  await noneOf(pidsOf(stack))
  expect(existsSync(join(dataDir, 'stack.json'))).toBe(false)
  expect(readFileSync(join(dataDir, 'postgres', 'postgres.log'), 'utf8')).toContain('database system is shut down')
})

it('keeps the Ctrl-C of a terminal, which every process of the group hears, from the others', async () => {
  const system = up()
  await ready(system)
  process.kill(-(system.child.pid ?? 0), 'SIGINT')
  expect(await system.exited).toBe(0)
  expect(notes().filter((line) => !line.includes('started'))).toEqual([
    'front SIGTERM',
    'middle SIGTERM',
    'last SIGTERM',
  ])
})

it('makes an operator token once, shows it once, and keeps it closed', async () => {
  const first = up()
  const { admin_token } = await ready(first)
  expect(first.output.stderr).toContain(admin_token)
  expect(statSync(join(dataDir, 'admin-token')).mode & 0o077).toBe(0)
  first.child.kill('SIGTERM')
  await first.exited
  const second = up()
  expect((await ready(second)).admin_token).toBe(admin_token)
  expect(second.output.stderr).not.toContain(admin_token)
})

it('starts again what ends unasked, services and servers alike, on the same ports', async () => {
  const system = up()
  const before = await ready(system)
  const pidOf = (stack: Stack, name: string) =>
    [...stack.servers, ...stack.services].find((part) => part.name === name)?.pid ?? 0
  for (const name of ['middle', 'nats-server', 'postgres']) process.kill(pidOf(before, name), 'SIGKILL')
  await vi.waitFor(
    () => {
      const after = stackNow()
      for (const name of ['middle', 'nats-server', 'postgres']) {
        expect(pidOf(after, name)).toBeGreaterThan(0)
        expect(pidOf(after, name)).not.toBe(pidOf(before, name))
      }
      expect(after.services.find(({ name }) => name === 'middle')).toMatchObject({ restarts: 1 })
    },
    { timeout: 30_000, interval: 50 },
  )
  expect(system.output.stderr).toContain('middle ended (SIGKILL) and is started again in 0.2 s')
  system.child.kill('SIGTERM')
  expect(await system.exited).toBe(0)
})

it('gives up on a service that never comes up, and stops the rest', async () => {
  const system = up({ BROKEN: 'middle' })
  expect(await system.exited).toBe(1)
  expect(system.output.stderr).toContain('middle          the configuration is wrong')
  expect(system.output.stderr.trim().split('\n').at(-1)).toBe(
    'papertape: middle does not come up; its last words are above',
  )
  expect(existsSync(join(dataDir, 'stack.json'))).toBe(false)
})

it('refuses a data directory that is in use, in one line', async () => {
  const first = up()
  await ready(first)
  ports = { http: await freePort(), nats: await freePort(), pg: await freePort() }
  const second = up()
  expect(await second.exited).toBe(1)
  expect(second.output.stderr).toBe(
    `papertape: a system runs on ${dataDir} already (process ${first.child.pid}); stop it, or give this one another --data-dir and other ports\n`,
  )
})

it.each([
  ['http', '--port'],
  ['nats', '--nats-port'],
  ['pg', '--pg-port'],
] as const)('names the %s port and its flag when it is taken', async (which, flag) => {
  const other = createServer().listen(ports[which], '127.0.0.1')
  await once(other, 'listening')
  const system = up()
  expect(await system.exited).toBe(1)
  expect(system.output.stderr.trim().split('\n').at(-1)).toBe(
    `papertape: port ${ports[which]} on 127.0.0.1 is taken; end what listens there, or choose another with ${flag}`,
  )
  other.close()
})

it('leaves nothing behind when it is killed, and starts again on the same data', async () => {
  const first = up()
  const stack = await ready(first)
  first.child.kill('SIGKILL')
  await first.exited
  await noneOf(pidsOf(stack))
  expect(findStack(dataDir)).toBeUndefined()
  expect(notes()).toContain('front disconnect')
  const second = up()
  await ready(second)
})

it('stops when asked to while it starts', async () => {
  const system = up()
  await vi.waitFor(() => expect(existsSync(join(dataDir, 'postgres', 'postgres.log'))).toBe(true), {
    timeout: 30_000,
    interval: 5,
  })
  system.child.kill('SIGTERM')
  expect(await system.exited).toBe(0)
  expect(system.output.stdout).toBe('')
})
