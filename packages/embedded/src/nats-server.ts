import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type EmbeddedServer, spawnServer, stopLeftover, waitUntilReady } from './child-server.ts'
import { corePassword, moveStreamsToCore } from './core-account.ts'
import { accountsFileName, changeIntegrators, removeAbandonedChange } from './integrators-file.ts'
import { corePasswordVariable, coreUser } from './nats-accounts.ts'
import { findNatsServer } from './nats-binary.ts'
import { natsMonitorUrl } from './nats-reload.ts'
import { needPort } from './ports.ts'
import { commandLineOf } from './process-identity.ts'
import { type Progress, silent } from './progress.ts'

export type NatsOptions = {
  /** Holds configuration, log and streams of this one server; made when missing. */
  dir: string
  port: number
  /** Default `127.0.0.1`. */
  host?: string
  /**
   * Whether who connects without a password is one of us. Default: on loopback, where every process of this machine may then
   * do everything. A server that listens elsewhere always asks.
   */
  passwords?: 'on request' | 'required'
  serverName?: string
  /** Default 1 MiB, as nats-server's own. */
  maxPayloadBytes?: number
  progress?: Progress
}

export type NatsServer = EmbeddedServer & {
  /** The address with the password of the services. */
  coreUrl: string
  /** nats-server's monitoring pages, e.g. `http://127.0.0.1:43017`. */
  monitorUrl: string
}

/**
 * Starts a nats-server with JetStream on files. A publish acknowledgement means that the message is on disk
 * (`sync_interval: always`): nats-server's own default acknowledges first and flushes every two minutes, and a power cut
 * then loses what was acknowledged.
 *
 * A server that an earlier run left behind in the same folder is ended first.
 */
export const startNats = async (options: NatsOptions): Promise<NatsServer> => {
  const { port, host = '127.0.0.1', progress = silent } = options
  const required = options.passwords === 'required' || !isLoopback(host)
  const dir = resolve(options.dir)
  const binary = await findNatsServer(progress)
  await mkdir(dir, { recursive: true, mode: 0o700 })

  const configFile = join(dir, configFileName)
  const pidFile = join(dir, 'nats-server.pid')
  const logFile = join(dir, 'nats-server.log')
  await endLeftover(pidFile, configFile)
  await needPort('nats-server', host, port)
  await moveStreamsToCore(join(dir, 'jetstream'))
  await removeAbandonedChange(dir)
  await changeIntegrators(dir, (same) => same)
  await writeFile(
    configFile,
    natsConfig({
      dir,
      host,
      port,
      pidFile,
      required,
      serverName: options.serverName ?? 'papertape',
      maxPayloadBytes: options.maxPayloadBytes ?? 1024 * 1024,
    }),
  )
  const password = await corePassword(dir)

  const server = spawnServer({
    name: 'nats-server',
    binary,
    args: ['-c', configFile],
    cwd: dir,
    env: { PATH: process.env['PATH'], [corePasswordVariable]: password },
    logFile,
    endings: [{ signal: 'SIGTERM', waitMs: 15_000 }],
    orphanSignal: 'SIGTERM',
  })
  let monitorUrl = ''
  await waitUntilReady('nats-server', server, logFile, 120_000, async () => {
    monitorUrl ||= await natsMonitorUrl(dir, server.pid)
    return monitorUrl !== '' && (await answersOk(`${monitorUrl}/healthz`))
  })
  const address = `${reachable(host)}:${port}`
  return {
    url: `nats://${address}`,
    coreUrl: `nats://${coreUser}:${password}@${address}`,
    monitorUrl,
    port,
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
    kill: server.kill,
    [Symbol.asyncDispose]: server.stop,
  }
}

const configFileName = 'nats-server.conf'

type ConfigValues = {
  dir: string
  host: string
  port: number
  pidFile: string
  required: boolean
  serverName: string
  maxPayloadBytes: number
}

/** Whether the server, as it was last started in this folder, refuses whoever has no password. */
export const asksForPasswords = async (dir: string): Promise<boolean> =>
  !(await readOrEmpty(join(dir, configFileName))).includes('"no_auth_user"')

/** JSON is nats-server configuration too, and quotes paths with spaces or `$` rightly; without its braces it may include. */
const natsConfig = ({ dir, host, port, pidFile, required, serverName, maxPayloadBytes }: ConfigValues): string => {
  const settings = {
    server_name: serverName,
    listen: `${inUrl(host)}:${port}`,
    http: '127.0.0.1:-1', // the system chooses; the ports file tells which
    ports_file_dir: dir,
    pid_file: pidFile,
    max_payload: maxPayloadBytes,
    jetstream: { store_dir: join(dir, 'jetstream'), sync_interval: 'always' },
    ...(required ? {} : { no_auth_user: coreUser }),
  }
  const lines = Object.entries(settings).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`)
  return `${[...lines, `include "${accountsFileName}"`].join('\n')}\n`
}

const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|::1)$/.test(host)

const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/** An address under which this machine reaches the server: one that listens everywhere also listens on loopback. */
const reachable = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : inUrl(host))

/** A pid file counts only while its process runs nats-server with our configuration file: ids are given out again. */
const endLeftover = async (pidFile: string, configFile: string): Promise<void> => {
  const pid = Number(await readOrEmpty(pidFile))
  if (Number.isInteger(pid) && pid > 1) {
    const commandLine = commandLineOf(pid)
    if (commandLine.includes('nats-server') && commandLine.includes(configFile))
      await stopLeftover(pid, 'SIGTERM', 15_000)
  }
  await rm(pidFile, { force: true })
}

/** Whether a page is answered with success, within five seconds. */
export const answersOk = async (url: string): Promise<boolean> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false // nobody listens yet
  }
}

const readOrEmpty = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}
