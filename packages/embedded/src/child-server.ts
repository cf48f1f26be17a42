import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { processExists } from './process-identity.ts'

/** How a process ended: by its own exit code or by a signal. */
export type Exit = { code: number | null; signal: NodeJS.Signals | null }

/** A server that runs as a child process. Disposing it stops it. */
export type EmbeddedServer = AsyncDisposable & {
  /** What a client connects to, password included where there is one. */
  url: string
  port: number
  pid: number
  /** Fulfilled when the process has ended, for whatever reason; never rejected. */
  exited: Promise<Exit>
  /** Ends the server in order and waits for it; when it does not end in time it is killed. Calling it again is harmless. */
  stop: () => Promise<void>
  /** Ends the server with SIGKILL and waits for it, as a crash would. */
  kill: () => Promise<void>
}

export type ServerProcess = {
  child: ChildProcess
  pid: number
  exited: Promise<Exit>
  stop: () => Promise<void>
  kill: () => Promise<void>
}

export type ServerCommand = {
  /** For messages, e.g. `nats-server`. */
  name: string
  binary: string
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
  logFile: string
  /** The signals that ask for an orderly end, each tried for its time before the next; SIGKILL follows by itself. */
  endings: { signal: NodeJS.Signals; waitMs: number }[]
  /** Sent to the server when this process ends without having stopped it. */
  orphanSignal: NodeJS.Signals
  uid?: number | undefined
  gid?: number | undefined
}

const logBytesMax = 10 * 1024 * 1024

/**
 * Starts a server in a session of its own, so that a Ctrl-C in the terminal reaches only this process, which then stops
 * the server in its turn. Should this process be killed, a guardian of a few kilobytes ends the server.
 */
export const spawnServer = (command: ServerCommand): ServerProcess => {
  if (existsSync(command.logFile) && statSync(command.logFile).size > logBytesMax) {
    renameSync(command.logFile, `${command.logFile}.1`)
  }
  const log = openSync(command.logFile, 'a', 0o600)
  const child = spawn(command.binary, command.args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ['ignore', log, log],
    ...(command.uid === undefined ? {} : { uid: command.uid, gid: command.gid }),
  })
  closeSync(log)

  let ended = false
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: null, signal: null }))
  }).then((exit) => {
    ended = true
    return exit
  })
  const { pid } = child
  if (pid === undefined) {
    throw new Error(`${command.name} cannot be started: ${command.binary} does not run here`)
  }
  const guardian = guard(pid, command.orphanSignal)
  void exited.then(() => guardian.kill('SIGKILL'))

  const kill = async () => {
    if (!ended) child.kill('SIGKILL')
    await exited
  }
  const stop = async () => {
    for (const { signal, waitMs } of command.endings) {
      if (ended) return
      child.kill(signal)
      const waiting = new AbortController()
      await Promise.race([exited, delay(waitMs, undefined, { signal: waiting.signal }).catch(() => {})])
      waiting.abort()
    }
    await kill()
  }
  return { child, pid, exited, stop, kill }
}

/** Waits on a pipe that closes with this process, however that ends, and then signals the server. */
const guard = (pid: number, signal: NodeJS.Signals): ChildProcess => {
  const script = `trap '' HUP INT TERM; read -r _; kill -s ${signal.slice(3)} ${pid} 2>/dev/null`
  const guardian = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  guardian.unref()
  // A pipe, in the types of Node too; but it must not keep this process alive.
  const stdin = guardian.stdin as typeof guardian.stdin & { unref(): void }
  stdin.unref()
  stdin.on('error', () => {})
  return guardian
}

/**
 * Waits until `ready` answers true. Throws, with the end of the server's log, when the process ends first or the time is
 * over; the process is then gone.
 */
export const waitUntilReady = async (
  name: string,
  server: ServerProcess,
  logFile: string,
  readyMsMax: number,
  ready: () => Promise<boolean>,
): Promise<void> => {
  let exit: Exit | undefined
  void server.exited.then((how) => {
    exit = how
  })
  const giveUpAt = performance.now() + readyMsMax
  while (!(await ready())) {
    if (exit !== undefined) {
      const how = exit.signal ?? `exit code ${exit.code}`
      throw new Error(`${name} ended at its start (${how}); its log ${logFile} ends with:\n${lastLines(logFile)}`)
    }
    if (performance.now() > giveUpAt) {
      await server.kill()
      throw new Error(
        `${name} was not ready after ${readyMsMax / 1000} s; ${logFile} ends with:\n${lastLines(logFile)}`,
      )
    }
    await Promise.race([server.exited, delay(15)])
  }
}

const lastLines = (file: string): string => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n')

/**
 * Ends a server that an earlier run left behind: the process of another parent, so it is asked by signal and watched by
 * its id. The caller has made sure that the process is that server.
 */
export const stopLeftover = async (pid: number, signal: NodeJS.Signals, waitMs: number): Promise<void> => {
  const signalUnlessGone = (which: NodeJS.Signals) => {
    try {
      process.kill(pid, which)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
  const gone = async (untilMs: number) => {
    const giveUpAt = performance.now() + untilMs
    while (processExists(pid) && performance.now() < giveUpAt) await delay(20)
    return !processExists(pid)
  }
  signalUnlessGone(signal)
  if (await gone(waitMs)) return
  signalUnlessGone('SIGKILL')
  if (!(await gone(5_000))) throw new Error(`process ${pid}, left behind by an earlier run, cannot be ended`)
}
