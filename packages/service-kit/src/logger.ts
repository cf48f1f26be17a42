import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import { redacted } from './redaction.ts'

export type { Logger } from 'pino'

export type LoggerSettings = {
  service: string
  level: string
  instance?: string
  /** Where lines go instead of stdout; for tests. */
  destination?: DestinationStream
}

/**
 * One JSON object a line on stdout: `level` as a word, `time` as RFC 3339, `service`, `instance`, then the fields of the
 * line and last its constant message `msg`. Secrets are redacted.
 */
export const createLogger = ({ service, level, instance, destination }: LoggerSettings): Logger => {
  const options: LoggerOptions = {
    level,
    base: { service, ...(instance === undefined ? {} : { instance }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    hooks: { streamWrite: redacted },
    serializers: { error: pino.stdSerializers.errWithCause },
  }
  // Written at once: an asynchronous writer can lose or swap the last lines of a process that ends.
  return pino(options, destination ?? pino.destination({ fd: 1, sync: true }))
}
