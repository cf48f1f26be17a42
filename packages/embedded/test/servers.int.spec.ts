import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { freePort, processExists, startNats, startPostgres } from '@papertape/embedded'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'papertape-embedded-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const query = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

describe('nats-server', () => {
  const options = async () => ({ dir: join(dir, 'nats'), port: await freePort() })

  it('serves JetStream under its name and tells where it is monitored', async () => {
    await using server = await startNats({ ...(await options()), serverName: 'tape-1', maxPayloadBytes: 2 ** 21 })
    const connection = await connect({ servers: server.url })
    expect(connection.info).toMatchObject({ server_name: 'tape-1', max_payload: 2 ** 21, jetstream: true })
    await connection.close()
    const vars = (await (await fetch(`${server.monitorUrl}/varz`)).json()) as { jetstream: { config: unknown } }
    expect(vars.jetstream.config).toMatchObject({ sync_always: true })
  })

  it('stops in order, keeps its streams, and ends once', async () => {
    const where = await options()
    const first = await startNats(where)
    const connection = await connect({ servers: first.url })
    await (await jetstreamManager(connection)).streams.add({ name: 'KEPT', subjects: ['kept'] })
    await connection.close()
    await Promise.all([first.stop(), first.stop()])
    expect(await first.exited).toEqual({ code: 0, signal: null })
    await using second = await startNats(where)
    const again = await connect({ servers: second.url })
    expect((await (await jetstreamManager(again)).streams.info('KEPT')).config.subjects).toEqual(['kept'])
    await again.close()
  })

  it('names the port when somebody else listens there', async () => {
    const where = await options()
    const other = createServer().listen(where.port, '127.0.0.1')
    await once(other, 'listening')
    await expect(startNats(where)).rejects.toThrow(
      `nats-server cannot listen on 127.0.0.1:${where.port}: the port is taken`,
    )
    other.close()
  })

  it('does not mistake another process, which was given the id of the last one, for a leftover', async () => {
    const where = await options()
    mkdirSync(where.dir)
    const innocent = spawn('sleep', ['60'])
    writeFileSync(join(where.dir, 'nats-server.pid'), String(innocent.pid))
    await using _server = await startNats(where)
    expect(innocent.exitCode ?? innocent.signalCode).toBeNull()
    innocent.kill()
  })
})

describe('PostgreSQL', () => {
  const options = async () => ({ dir: join(dir, 'postgres'), port: await freePort(), durable: false })

  it('makes a cluster that sorts by code point and keeps UTC, behind a password', async () => {
    await using server = await startPostgres(await options())
    expect(await query(server.url, `select current_setting('timezone') as zone, 'B' < 'a' as by_code`)).toEqual([
      { zone: 'UTC', by_code: true },
    ])
    await expect(query(server.url.replace(/:[^:@]*@/, ':wrong@'), 'select')).rejects.toThrow('password')
    expect(statSync(join(dir, 'postgres', 'password')).mode & 0o077).toBe(0)
  })

  it('flushes to disk unless told not to', async () => {
    await using server = await startPostgres({ ...(await options()), durable: true })
    expect(await query(server.url, `select current_setting('fsync') as fsync`)).toEqual([{ fsync: 'on' }])
  })

  it('starts again over the pid file of a killed one, even when the id was given out again', async () => {
    const where = await options()
    const first = await startPostgres(where)
    await query(first.url, 'create table kept as select 1 as one')
    await first.kill()
    const pidFile = join(where.dir, 'cluster', 'postmaster.pid')
    const innocent = spawn('sleep', ['60'], { uid: statSync(pidFile).uid })
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(innocent.pid)))
    await using second = await startPostgres(where)
    expect(await query(second.url, 'select * from kept')).toEqual([{ one: 1 }])
    expect(innocent.exitCode ?? innocent.signalCode).toBeNull()
    innocent.kill()
  })

  it('makes the cluster anew when the first attempt was interrupted', async () => {
    const where = await options()
    mkdirSync(join(where.dir, 'cluster', 'base'), { recursive: true })
    await using server = await startPostgres(where)
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it.runIf(process.getuid?.() === 0)('runs as an unprivileged account below a folder closed to it', async () => {
    chmodSync(dir, 0o700)
    await using server = await startPostgres(await options())
    expect(execFileSync('stat', ['-c', '%u', `/proc/${server.pid}`], { encoding: 'utf8' }).trim()).not.toBe('0')
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await query(server.url, 'checkpoint')
  })
})

describe('the process that started them', () => {
  const start = async (natsPort: number, pgPort: number) => {
    const main = join(import.meta.dirname, 'fixtures', 'run-servers.ts')
    const child = spawn(process.execPath, [main, dir, String(natsPort), String(pgPort)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    })
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    return { child, pids: JSON.parse(line) as { nats: number; postgres: number } }
  }
  const killed = async (child: ChildProcess) => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  it('may be killed: both servers then end by themselves', async () => {
    const { child, pids } = await start(await freePort(), await freePort())
    await killed(child)
    await vi.waitFor(() => expect([pids.nats, pids.postgres].filter(processExists)).toEqual([]), { timeout: 20_000 })
  })

  it('may be killed with the guardians: the next start ends the servers that were left behind', async () => {
    const [natsPort, pgPort] = [await freePort(), await freePort()]
    const { child, pids } = await start(natsPort, pgPort)
    for (const guardian of childrenOf(child.pid ?? 0).filter((pid) => pid !== pids.nats && pid !== pids.postgres)) {
      process.kill(guardian, 'SIGKILL')
    }
    await killed(child)
    expect([pids.nats, pids.postgres].filter(processExists)).toHaveLength(2)
    await using nats = await startNats({ dir: join(dir, 'nats'), port: natsPort })
    await using postgres = await startPostgres({ dir: join(dir, 'postgres'), port: pgPort, durable: false })
    expect([pids.nats, pids.postgres].filter(processExists)).toEqual([])
    expect([nats.port, postgres.port]).toEqual([natsPort, pgPort])
  })

  it('does not pass on a Ctrl-C of the terminal', async () => {
    const { child, pids } = await start(await freePort(), await freePort())
    process.kill(-(child.pid ?? 0), 'SIGSTOP') // it can order nothing now
    process.kill(-(child.pid ?? 0), 'SIGINT')
    expect(groupOf(pids.nats)).not.toBe(child.pid)
    expect(groupOf(pids.postgres)).not.toBe(child.pid)
    await killed(child)
    await vi.waitFor(() => expect([pids.nats, pids.postgres].filter(processExists)).toEqual([]), { timeout: 20_000 })
  })
})

const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number)

const groupOf = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }))
