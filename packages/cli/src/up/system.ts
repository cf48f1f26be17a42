import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type EmbeddedServer, PortTaken, portIsFree, startNats, startOf, startPostgres } from '@papertape/embedded'
import { OperatorError } from '../command.ts'
import { askHealth, healthUrlOf } from '../health.ts'
import { removeStack, type Stack, type StackService, writeStack } from '../stack-file.ts'
import type { StackOptions } from '../stack-options.ts'
import { adminToken } from './admin-token.ts'
import { lockDataDir } from './data-dir-lock.ts'
import type { Kept } from './keep-running.ts'
import { logLine } from './log-line.ts'
import { type ServiceProcess, startService } from './service-process.ts'
import { supervise } from './supervision.ts'

/** A service to run: its name and the file that Node runs. */
export type Service = { name: string; main: string }

const servicesDir = fileURLToPath(new URL('../../../../services', import.meta.url))
const serviceOf = (name: string): Service => ({ name, main: join(servicesDir, name, 'src', 'main.ts') })

/**
 * The services in the order in which they stop, those of one line together: first those that let the outside in, last the
 * one that only follows.
 */
const stoppingOrder: readonly (readonly Service[])[] = [
  ['gateway', 'signal-ingest'].map(serviceOf),
  ['paper-trader', 'alarm-evaluator'].map(serviceOf),
  ['kpi-projector'].map(serviceOf),
]

export type SystemOptions = StackOptions & {
  env: NodeJS.ProcessEnv
  /** Asks for the end; what runs by then is stopped in order. */
  stopping: AbortSignal
  /** Default: the five of this project. */
  services?: readonly (readonly Service[])[]
  /** Hears lines for people: progress, and what the services log. */
  say: (line: string) => void
  coloured: boolean
  /** Runs once all is ready, e.g. to feed demo bots. The system ends when it fails, not when it is done. */
  whenReady: (stack: Stack, stopping: AbortSignal) => Promise<void>
}

/**
 * Runs the whole system on a data directory until asked to stop: the two servers, unless `NATS_URL` or `DATABASE_URL` names
 * others, then the services, each as a process of its own that is started again when it ends. Fulfilled once everything
 * has stopped in order: services first, then PostgreSQL and nats-server, so that nobody loses what it writes to.
 */
export const runSystem = async (options: SystemOptions): Promise<void> => {
  const { dataDir, host, port, env, say } = options
  makeDataDir(dataDir)
  // Disposed in reverse order, also when something below throws.
  await using cleanup = new AsyncDisposableStack()
  const lock = cleanup.use(lockDataDir(dataDir))
  await gatewayPortIsFree(host, port, lock.tookOver)
  const token = adminToken(dataDir, env)

  const over = new AbortController()
  cleanup.defer(() => over.abort())
  const stopping = AbortSignal.any([options.stopping, over.signal])

  const servers: { name: string; kept: Kept<EmbeddedServer> }[] = []
  const services: { name: string; kept: Kept<ServiceProcess> }[] = []
  const urls = { nats: env['NATS_URL'] ?? '', database: env['DATABASE_URL'] ?? '' }
  const startedAt = new Date().toISOString()
  const stackNow = (): Stack => ({
    pid: process.pid,
    process_start: startOf(process.pid),
    started_at: startedAt,
    data_dir: dataDir,
    gateway_url: `http://${urlHost(host)}:${port}`,
    nats_url: urls.nats,
    database_url: urls.database,
    admin_token: token.token,
    servers: servers.flatMap(({ name, kept: { current } }) =>
      current === undefined ? [] : [{ name, pid: current.pid, port: current.port }],
    ),
    services: services.flatMap(({ name, kept: { current, restarts } }) =>
      current === undefined ? [] : [{ name, pid: current.pid, health_port: current.healthPort, restarts }],
    ),
  })
  let isWritten = false
  const changed = () => {
    if (isWritten) writeStack(stackNow())
  }
  const supervision = supervise(say, changed)

  const keepServer = async <Server extends EmbeddedServer>(name: string, start: () => Promise<Server>) => {
    const kept = await supervision.keep(name, () => start().catch(forOperator))
    cleanup.defer(kept.stop)
    servers.push({ name, kept })
    return kept.current
  }
  const progress = say
  if (urls.nats === '') {
    const { natsHost, natsPort, natsPasswords: passwords } = options
    const where = { dir: join(dataDir, 'nats'), host: natsHost, port: natsPort }
    urls.nats = (await keepServer('nats-server', () => startNats({ ...where, passwords, progress })))?.coreUrl ?? ''
  }
  if (urls.database === '') {
    const where = { dir: join(dataDir, 'postgres'), port: options.pgPort }
    urls.database = (await keepServer('postgres', () => startPostgres({ ...where, progress })))?.url ?? ''
  }
  say(`nats-server at ${withoutPassword(urls.nats)}, PostgreSQL at ${withoutPassword(urls.database)}`)
  if (stopping.aborted) return

  cleanup.defer(() => removeStack(dataDir))
  const serviceEnv: NodeJS.ProcessEnv = {
    ...env,
    NATS_URL: urls.nats,
    DATABASE_URL: urls.database,
    PAPERTAPE_HOST: host,
    PAPERTAPE_PORT: String(port),
    PAPERTAPE_HEALTH_HOST: '127.0.0.1',
    PAPERTAPE_HEALTH_PORT: '0',
    PAPERTAPE_ADMIN_TOKEN: token.token,
  }
  const keepService = async ({ name, main }: Service) => {
    const onLine = (line: string) => say(logLine(name, line, options.coloured))
    const kept = await supervision.keep(name, () =>
      startService({ name, main, env: serviceEnv, onLine, onListening: changed }),
    )
    services.push({ name, kept })
    return kept
  }
  for (const group of (options.services ?? stoppingOrder).toReversed()) {
    const kept = await Promise.all(group.map(keepService))
    cleanup.defer(async () => {
      await Promise.all(kept.map((one) => one.stop()))
    })
  }
  isWritten = true
  writeStack(stackNow())

  const stopped = untilAborted(stopping)
  await Promise.race([untilAllReady(stackNow, services.length, stopping), supervision.failed])
  if (stopping.aborted) return
  supervision.allCameUp()
  if (token.isNew) say(`the operator's token, kept in ${token.file}: ${token.token}`)
  options.whenReady(stackNow(), stopping).catch(supervision.fail)
  await Promise.race([stopped, supervision.failed])
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

/** What keeps a server from starting is for the operator to put right. */
const forOperator = (error: unknown): never => {
  if (error instanceof PortTaken) {
    const flag = error.server === 'PostgreSQL' ? '--pg-port' : '--nats-port'
    throw new OperatorError(takenText(error.host, error.port, flag), { cause: error })
  }
  throw new OperatorError(error instanceof Error ? error.message : String(error), { cause: error })
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** Fulfilled when so many services answer that they are ready and the gateway sees them all, or when asked to stop. */
const untilAllReady = async (stackNow: () => Stack, count: number, stopping: AbortSignal): Promise<void> => {
  const isReady = async ({ health_port }: StackService) =>
    health_port !== null && (await askHealth(healthUrlOf(health_port))).ok
  while (!stopping.aborted) {
    const { services, gateway_url } = stackNow()
    const hasGateway = services.some(({ name }) => name === 'gateway')
    if (
      services.length === count &&
      (await Promise.all(services.map(isReady))).every((ready) => ready) &&
      (!hasGateway || (await askHealth(`${gateway_url}/api/health`)).ok)
    ) {
      return
    }
    await delay(50, undefined, { signal: stopping }).catch(() => {})
  }
}

/** An address under which this machine reaches the gateway: one that listens everywhere also listens on loopback. */
const urlHost = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

const withoutPassword = (url: string): string => url.replace(/\/\/[^@/]*@/, '//')
