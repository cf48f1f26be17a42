import type { Logger } from 'pino'

export type StopSignalOptions = {
  log: Pick<Logger, 'info' | 'error'>
  /** How long an orderly stop may take before the process ends itself with exit code 1. Default 5000. */
  graceMs?: number
}

/** Why a process was asked to stop: a signal's name, or `disconnect` when its supervisor is gone. */
export class Stopping extends Error {
  override name = 'Stopping'
}

/**
 * Aborts once, when the process is asked to stop: SIGTERM, SIGINT, or the end of the IPC channel to the supervisor that
 * started it, so that no service outlives its supervisor. Later signals change nothing: a Ctrl-C reaches a process both
 * from the terminal and from its supervisor.
 */
export const stopSignal = ({ log, graceMs = 5000 }: StopSignalOptions): AbortSignal => {
  const controller = new AbortController()
  const stop = (reason: string) => {
    if (controller.signal.aborted) return
    log.info({ reason }, 'stopping')
    // Not awaited by anything: it fires only while something else still keeps the process alive.
    setTimeout(() => {
      log.error({ reason, grace_ms: graceMs }, 'did not stop in time, ending hard')
      process.exit(1)
    }, graceMs).unref()
    controller.abort(new Stopping(`asked to stop by ${reason}`))
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('disconnect', () => stop('disconnect'))
  return controller.signal
}
