import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Exit } from '@papertape/embedded'
import { z } from 'zod'
import type { Running } from './keep-running.ts'

/** What a service says on its IPC channel once it answers health checks. */
const listeningSchema = z.object({ type: z.literal('listening'), health_port: z.number(), port: z.number().optional() })

export type ServiceProcess = Running & {
  name: string
  /** `null` until the service has said that it listens. */
  readonly healthPort: number | null
}

type ServiceCommand = {
  name: string
  main: string
  env: NodeJS.ProcessEnv
  onLine: (line: string) => void
  onListening: () => void
}

/** What a service may take to drain and release what it holds, plus some. */
const stopMsMax = 10_000

/**
 * Starts a service in a session of its own, so that Ctrl-C reaches only the supervisor. The IPC channel tells the
 * supervisor when the service listens, and the service when the supervisor is gone.
 */
export const startService = ({ name, main, env, onLine, onListening }: ServiceCommand): ServiceProcess => {
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let healthPort: number | null = null
  let ended = false
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: null, signal: null }))
  }).then((exit) => {
    ended = true
    return exit
  })
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', onLine)
  }
  child.on('message', (message) => {
    const listening = listeningSchema.safeParse(message)
    if (!listening.success) return
    healthPort = listening.data.health_port
    onListening()
  })
  if (child.pid === undefined) throw new Error(`${name} cannot be started: ${process.execPath} does not run`)
  return {
    name,
    pid: child.pid,
    exited,
    get healthPort() {
      return healthPort
    },
    async stop() {
      if (ended) return
      child.kill('SIGTERM')
      const waiting = new AbortController()
      const late = delay(stopMsMax, 'late' as const, { signal: waiting.signal }).catch(() => undefined)
      if ((await Promise.race([exited, late])) === 'late') {
        onLine(`did not stop within ${stopMsMax / 1000} s and is killed`)
        child.kill('SIGKILL')
        await exited
      }
      waiting.abort()
    },
  }
}
