import { setTimeout as delay } from 'node:timers/promises'
import { isTransient } from './errors.ts'

export type RetryOptions = {
  signal: AbortSignal
  /** A pino logger is one. */
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void }
  /** What is being tried, for the log: `open the store`. */
  what: string
  /** Default 100; doubles up to {@link RetryOptions.delayMsMax}, each time shortened at random by up to a half. */
  delayMs?: number
  /** Default 5000. */
  delayMsMax?: number
  /** Which errors are worth another attempt; default those marked transient. Others are thrown at once. */
  retryable?: (error: unknown) => boolean
}

/** Repeats an operation until it succeeds; throws the signal's reason when that aborts first. */
export const retry = async <Result>(op: () => Promise<Result>, options: RetryOptions): Promise<Result> => {
  const { signal, log, what, delayMs = 100, delayMsMax = 5000, retryable = isTransient } = options
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      const result = await op()
      if (attempt > 1) log.info({ what, attempts: attempt }, 'succeeded after retries')
      return result
    } catch (error) {
      if (!retryable(error)) throw error
      const pauseMs = Math.min(delayMsMax, delayMs * 2 ** Math.min(attempt - 1, 20)) * (1 - Math.random() / 2)
      log.warn({ what, attempt, retry_in_ms: Math.round(pauseMs), error }, 'failed, will retry')
      await delay(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  }
}
