import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { type EmbeddedServer, spawnServer, stopLeftover, waitUntilReady } from './child-server.ts'
import { needPort } from './ports.ts'
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts'
import { commandLineOf } from './process-identity.ts'
import { type Progress, silent } from './progress.ts'
import { type Account, accountForServer } from './unprivileged.ts'

export type PostgresOptions = {
  /** Holds the cluster, its password and its log; made when missing. */
  dir: string
  port: number
  /** Default `papertape`; created when missing. */
  database?: string
  /**
   * Default true. False leaves out every flush to disk: a crash of the server still loses nothing, a crash of the machine
   * ruins the cluster. For tests.
   */
  durable?: boolean
  progress?: Progress
}

const role = 'papertape'

/**
 * Starts PostgreSQL on 127.0.0.1, on a cluster that it makes on the first start. Run by root, the server runs as an
 * unprivileged account, which also works below folders that this account may not enter.
 *
 * A server that an earlier run left behind in the same folder is ended first.
 */
export const startPostgres = async (options: PostgresOptions): Promise<EmbeddedServer> => {
  const { port, database = 'papertape', durable = true, progress = silent } = options
  const dir = resolve(options.dir)
  const cluster = join(dir, 'cluster')
  const account = accountForServer(existsSync(cluster) ? cluster : undefined)
  const binaries = postgresBinaries(account)
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    progress('making a PostgreSQL cluster')
    await createCluster(dir, { binaries, account, durable })
  }
  await endLeftover(cluster)
  await needPort('PostgreSQL', '127.0.0.1', port)
  writeConfig(cluster, { port, durable })

  const logFile = join(dir, 'postgres.log')
  const server = spawnServer({
    name: 'PostgreSQL',
    binary: binaries.postgres,
    args: ['-D', seenBy(account, cluster)],
    cwd: cluster,
    env: serverEnvironment,
    logFile,
    endings: [
      { signal: 'SIGINT', waitMs: 20_000 }, // "fast": rolls open transactions back, writes a checkpoint
      { signal: 'SIGQUIT', waitMs: 5_000 }, // "immediate": the next start recovers from the log
    ],
    orphanSignal: 'SIGINT',
    uid: account?.uid,
    gid: account?.gid,
  })
  const urlOf = (name: string) =>
    `postgres://${role}:${readFileSync(join(dir, 'password'), 'utf8').trim()}@127.0.0.1:${port}/${name}`
  await waitUntilReady('PostgreSQL', server, logFile, 300_000, () => acceptsQueries(urlOf('postgres')))
  await createDatabase(urlOf('postgres'), database)
  return {
    url: urlOf(database),
    port,
    pid: server.pid,
    exited: server.exited,
    stop: server.stop,
    kill: server.kill,
    [Symbol.asyncDispose]: server.stop,
  }
}

/** Creates a database unless it exists. `url` names another database of the same cluster. */
export const createDatabase = async (url: string, name: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

/** PostgreSQL takes locale, time zone and more from its environment; a fixed one makes every cluster alike. */
const serverEnvironment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }

/**
 * The cluster's path as the server is told it. A borrowed account may not be able to walk there, but the server is started
 * in that very folder, and the link that Linux keeps to it leads there without passing the folders above.
 */
const seenBy = (account: Account | undefined, cluster: string): string =>
  account === undefined ? cluster : '/proc/self/cwd'

type NewCluster = { binaries: PostgresBinaries; account: Account | undefined; durable: boolean }

/**
 * Makes an empty cluster in `dir/cluster`, with `dir/password`. Its locale is PostgreSQL's own C.UTF-8, so that text sorts
 * alike on every machine. What an interrupted attempt left is removed first.
 */
const createCluster = async (dir: string, { binaries, account, durable }: NewCluster): Promise<void> => {
  const cluster = join(dir, 'cluster')
  const passwordFile = join(dir, 'password')
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster, { recursive: true, mode: 0o700 })
  chmodSync(dir, 0o700)
  if (!existsSync(passwordFile))
    writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 })
  if (account !== undefined) {
    chownSync(cluster, account.uid, account.gid)
    chownSync(passwordFile, account.uid, account.gid)
  }
  // Handed over open, because the account may not be able to walk to it.
  const password = openSync(passwordFile, 'r')
  const initdb = spawn(
    binaries.initdb,
    [
      `--pgdata=${seenBy(account, cluster)}`,
      `--username=${role}`,
      '--auth=scram-sha-256',
      '--pwfile=/dev/fd/3',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    {
      cwd: cluster,
      env: serverEnvironment,
      stdio: ['ignore', 'pipe', 'pipe', password],
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    },
  )
  closeSync(password)
  let output = ''
  for (const stream of [initdb.stdout, initdb.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const code = await new Promise<number | null>((resolveCode, reject) => {
    initdb.once('error', reject)
    initdb.once('close', resolveCode)
  })
  if (code !== 0) {
    rmSync(cluster, { recursive: true, force: true })
    throw new Error(`initdb could not make a PostgreSQL cluster in ${cluster}:\n${output.trim()}`)
  }
}

/** Written anew at each start, so that a new version's settings reach old clusters. */
const writeConfig = (cluster: string, { port, durable }: { port: number; durable: boolean }): void => {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '80',
    shared_buffers: '64MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '512MB',
    checkpoint_timeout: '10min',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  writeFileSync(join(cluster, 'postgresql.auto.conf'), `# Written by papertape at each start.\n${lines.join('\n')}\n`)
}

/** A pid file counts only while its process is a PostgreSQL in this very folder: ids are given out again. */
const endLeftover = async (cluster: string): Promise<void> => {
  const pidFile = join(cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (Number.isInteger(pid) && pid > 1 && runsIn(pid, cluster)) await stopLeftover(pid, 'SIGINT', 20_000)
  // PostgreSQL removes its own file, and takes over one whose process is gone; but not one whose id was given out again.
  rmSync(pidFile, { force: true })
}

const runsIn = (pid: number, cluster: string): boolean => {
  const commandLine = commandLineOf(pid)
  if (!/(^|\/)postgres /.test(commandLine)) return false
  if (process.platform !== 'linux') return commandLine.includes(cluster)
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    return false // another user's process, or one that has just ended
  }
}

/** Whether PostgreSQL answers a query, within some seconds. */
export const acceptsQueries = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select')
    return true
  } catch {
    return false // not listening yet, or still recovering
  } finally {
    await client.end().catch(() => {})
  }
}
