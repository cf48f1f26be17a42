import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { z } from 'zod'
import { baseConfig, loadConfig } from './config.ts'
import { ConfigError } from './errors.ts'
import { createLogger, type Logger } from './logger.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { stopSignal } from './stop-signal.ts'

/** What `runService` gives to a service. */
export type ServiceKit = {
  log: Logger
  /** Aborts when the process is asked to stop. */
  stopping: AbortSignal
  metrics: Metrics
  /** The name of this process among its like: `PAPERTAPE_INSTANCE`, else one of its own. */
  instance: string
}

/**
 * The frame of each `main.ts`. When `main` returns, or throws because of the stop signal, the process ends with exit code 0;
 * with wrong configuration 2; with any other error 1, after a line that says which.
 */
export const runService = async (service: string, main: (kit: ServiceKit) => Promise<void>): Promise<void> => {
  const { PAPERTAPE_LOG_LEVEL: level, PAPERTAPE_INSTANCE } = configOrExit()
  const instance = PAPERTAPE_INSTANCE ?? ownInstance()
  const log = createLogger({ service, level, instance })
  const die = (error: unknown) => {
    log.fatal({ error }, 'failed')
    process.exit(1)
  }
  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
  const stopping = stopSignal({ log })
  // A service that only waits for its signal holds no other handle, and Node would end it.
  setInterval(() => {}, 2 ** 30)
  try {
    await main({ log, stopping, metrics: createMetrics(service), instance })
  } catch (error) {
    if (error instanceof ConfigError) exitForConfig(error)
    if (!causedBy(stopping, error)) die(error)
  }
  log.info('stopped')
  process.exit(0)
}

const configOrExit = () => {
  try {
    return loadConfig(z.object(baseConfig))
  } catch (error) {
    if (error instanceof ConfigError) exitForConfig(error)
    throw error
  }
}

const exitForConfig = (error: ConfigError): never => {
  console.error(error.message)
  process.exit(2)
}

/** Host and process id for people, and a random part: containers share both. */
const ownInstance = (): string => {
  const host = hostname()
    .replaceAll(/[^A-Za-z0-9_-]/g, '-')
    .slice(0, 40)
  return `${host}-${process.pid}-${randomBytes(2).toString('hex')}`
}

const causedBy = (stopping: AbortSignal, error: unknown): boolean =>
  stopping.aborted && (error === stopping.reason || (error instanceof Error && error.name === 'AbortError'))
