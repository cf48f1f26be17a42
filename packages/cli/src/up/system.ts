import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type EmbeddedServer, PortTaken, portIsFree, startNats, startOf, startPostgres } from '@papertape/embedded'
import { OperatorError } from '../command.ts'
import { askHealth, healthUrlOf } from '../health.ts'
import { removeStack, type Stack, writeStack } from '../stack-file.ts'
import type { StackOptions } from '../stack-options.ts'
import { adminToken } from './admin-token.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { howText, type Kept, keepRunning, type Running } from './keep-running.ts'
import { logLine } from './log-line.ts'
import { type ServiceProcess, startService } from './service-process.ts'

/** A service to run: its name and the file that Node runs. */
export type Service = { name: string; main: string }

const servicesDir = fileURLToPath(new URL('../../../../services', import.meta.url))
const serviceOf = (name: string): Service => ({ name, main: join(servicesDir, name, 'src', 'main.ts') })

/**
 * The services in the order in which they stop, those of one line together: first those that let the outside in, last the
 * one that only follows.
 */
export const stoppingOrder: readonly (readonly Service[])[] = [
  ['gateway', 'signal-ingest'].map(serviceOf),
  ['paper-trader', 'alarm-evaluator'].map(serviceOf),
  ['kpi-projector'].map(serviceOf),
]

export type SystemOptions = StackOptions & {
  env: NodeJS.ProcessEnv
  /** Asks for the end; what runs by then is stopped in order. */
  stopping: AbortSignal
  services?: readonly (readonly Service[])[]
  /** Lines for people. */
  say: (line: string) => void
  coloured?: boolean
  /** Runs once all is ready, e.g. to feed demo bots. The system ends when it fails, not when it is done. */
  whenReady: (stack: Stack, stopping: AbortSignal) => Promise<void>
}

/** A service that ended so often without ever being ready does not come up by itself any more. */
const endsInARowMax = 5

/**
 * Runs the whole system on a data directory until asked to stop: the two servers, unless `NATS_URL` or `DATABASE_URL` names
 * others, then the services, each as a process of its own that is started again when it ends. Fulfilled once everything
 * has stopped in order: services first, then PostgreSQL and nats-server, so that nobody loses what he writes to.
 */
export const runSystem = async (options: SystemOptions): Promise<void> => {
  const { dataDir, host, port, env, say } = options
  const services = options.services ?? stoppingOrder
  makeDataDir(dataDir)
  await using cleanup = new AsyncDisposableStack()
  const lock = cleanup.use(lockDataDir(dataDir))
  await gatewayPortIsFree(host, port, lock.tookOver)

  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {}) // heard below, but perhaps only after it has happened
  const stopping = AbortSignal.any([options.stopping])

  const supervise = <T extends Running>(name: string, start: () => T | Promise<T>, changed: () => void) =>
    keepRunning<T>({
      start,
      onStart: changed,
      onEnd(how, againInMs, endsInARow) {
        say(`${name} ended (${howText(how)}) and is started again in ${againInMs / 1000} s`)
        changed()
        if (endsInARow >= endsInARowMax && !ready) {
          failed.reject(new OperatorError(`${name} does not come up; its last words are above`))
        }
      },
    })
  let ready = false

  const servers: { name: string; kept: Kept<EmbeddedServer> }[] = []
  const kept: { name: string; kept: Kept<ServiceProcess> }[] = []
  const token = adminToken(dataDir, env)
  let natsUrl = env['NATS_URL'] ?? ''
  let databaseUrl = env['DATABASE_URL'] ?? ''
  const startedAt = new Date().toISOString()
  const stackNow = (): Stack => ({
    pid: process.pid,
    process_start: startOf(process.pid),
    started_at: startedAt,
    data_dir: dataDir,
    gateway_url: `http://${urlHost(host)}:${port}`,
    nats_url: natsUrl,
    database_url: databaseUrl,
    admin_token: token.token,
    servers: servers.flatMap(({ name, kept: { current } }) =>
      current === undefined ? [] : [{ name, pid: current.pid, port: current.port }],
    ),
    services: kept.flatMap(({ name, kept: { current, restarts } }) =>
      current === undefined ? [] : [{ name, pid: current.pid, health_port: current.healthPort, restarts }],
    ),
  })
  let written = false
  const changed = () => {
    if (written) writeStack(stackNow())
  }

  const addServer = async (name: string, start: () => Promise<EmbeddedServer>) => {
    const server = await supervise(name, start, changed)
    cleanup.defer(server.stop)
    servers.push({ name, kept: server })
    return server.current?.url ?? ''
  }
  try {
    if (natsUrl === '') {
      natsUrl = await addServer('nats-server', () =>
        startNats({ dir: join(dataDir, 'nats'), port: options.natsPort, progress: say }),
      )
    }
    if (databaseUrl === '') {
      databaseUrl = await addServer('postgres', () =>
        startPostgres({ dir: join(dataDir, 'postgres'), port: options.pgPort, progress: say }),
      )
    }
  } catch (error) {
    throw forOperator(error)
  }
  if (stopping.aborted) return

  cleanup.defer(() => removeStack(dataDir))
  for (const [name, url] of [
    ['nats-server', natsUrl],
    ['PostgreSQL', databaseUrl],
  ] as const) {
    say(`${name} at ${withoutPassword(url)}`)
  }
  const serviceEnv: NodeJS.ProcessEnv = {
    ...env,
    NATS_URL: natsUrl,
    DATABASE_URL: databaseUrl,
    PAPERTAPE_HOST: host,
    PAPERTAPE_PORT: String(port),
    PAPERTAPE_HEALTH_HOST: '127.0.0.1',
    PAPERTAPE_HEALTH_PORT: '0',
    PAPERTAPE_ADMIN_TOKEN: token.token,
  }
  // Deferred in the reverse of the order in which they stop.
  for (const group of services.toReversed()) {
    const members: Kept<ServiceProcess>[] = []
    cleanup.defer(async () => {
      await Promise.all(members.map((member) => member.stop()))
    })
    for (const { name, main } of group) {
      const start = () =>
        startService({
          name,
          main,
          env: serviceEnv,
          onLine: (line) => say(logLine(name, line, options.coloured ?? false)),
          onListening: changed,
        })
      const member = await supervise(name, start, changed)
      members.push(member)
      kept.push({ name, kept: member })
    }
  }
  written = true
  writeStack(stackNow())

  const stopped = new Promise<'stopped'>((resolve) => {
    if (stopping.aborted) resolve('stopped')
    stopping.addEventListener('abort', () => resolve('stopped'), { once: true })
  })
  const allReady = untilAllReady(() => stackNow().services, kept.length, stopping)
  if ((await Promise.race([allReady, stopped, failed.promise])) === 'stopped') return
  ready = true
  if (token.isNew) say(`the operator's token, kept in ${token.file}: ${token.token}`)
  options.whenReady(stackNow(), stopping).catch(failed.reject)
  await Promise.race([stopped, failed.promise])
}

const makeDataDir = (dataDir: string): void => {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new OperatorError(`cannot make ${dataDir}: ${(error as Error).message}; name another --data-dir`)
  }
}

/** After a kill the old gateway is still on its way out; it gets a few seconds. */
const gatewayPortIsFree = async (host: string, port: number, tookOver: boolean): Promise<void> => {
  const giveUpAt = performance.now() + (tookOver ? 8_000 : 0)
  while (!(await portIsFree(host, port))) {
    if (performance.now() >= giveUpAt) throw new OperatorError(takenText(host, port, '--port'))
    await delay(100)
  }
}

const takenText = (host: string, port: number, flag: string) =>
  `port ${port} on ${host} is taken; end what listens there, or choose another with ${flag}`

const forOperator = (error: unknown): Error => {
  if (error instanceof PortTaken) {
    return new OperatorError(
      takenText(error.host, error.port, error.server === 'PostgreSQL' ? '--pg-port' : '--nats-port'),
    )
  }
  return new OperatorError(error instanceof Error ? error.message : String(error))
}

const untilAllReady = async (
  services: () => Stack['services'],
  count: number,
  stopping: AbortSignal,
): Promise<'ready'> => {
  const isReady = async ({ health_port }: Stack['services'][number]) =>
    health_port !== null && (await askHealth(healthUrlOf(health_port))).ok
  for (;;) {
    const now = services()
    const answers = await Promise.all(now.map(isReady))
    if (now.length === count && answers.every((answer) => answer)) return 'ready'
    await delay(50, undefined, { signal: stopping }).catch(() => {})
    if (stopping.aborted) return new Promise(() => {}) // the caller hears the stop by itself
  }
}

/** An address under which this machine reaches the gateway: one that listens everywhere also listens on loopback. */
const urlHost = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

const withoutPassword = (url: string): string => url.replace(/\/\/[^@/]*@/, '//')
