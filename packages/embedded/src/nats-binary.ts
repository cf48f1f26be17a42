import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { getNatsServerFromApt } from './apt-nats-server.ts'
import { homeDir } from './home.ts'
import type { Progress } from './progress.ts'

const run = promisify(execFile)

/** Older servers silently ignore options that the ledger rests on, so none of them will do. */
export const natsVersionMin = '2.14'

const cachedBinary = join(homeDir, 'nats-server', 'nats-server')

/**
 * The path of a nats-server that is recent enough: the one on PATH, else the one fetched earlier, else one fetched now.
 * Throws an error of one line that says what to do instead.
 */
export const findNatsServer = async (progress: Progress): Promise<string> => {
  const here = await installedNatsServer()
  if (here !== undefined) return here.path
  if (process.platform === 'linux') {
    const reason = await getNatsServerFromApt(cachedBinary, recentEnough, progress)
    if (reason === undefined) return cachedBinary
    throw new Error(`no nats-server >= ${natsVersionMin} on PATH, and ${reason}; ${whatToDo}`)
  }
  throw new Error(`no nats-server >= ${natsVersionMin} on PATH; ${whatToDo}`)
}

const whatToDo =
  'install nats-server from https://github.com/nats-io/nats-server/releases (or brew install nats-server) so that it is ' +
  'on PATH, or set NATS_URL to a running server with JetStream'

/** The nats-server that would be used now without fetching anything, with its version. */
export const installedNatsServer = async (): Promise<{ path: string; version: string } | undefined> => {
  const candidates = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'nats-server'))
  for (const path of [...candidates, cachedBinary]) {
    if (!(await isExecutable(path))) continue
    const version = await natsServerVersion(path)
    if (version !== undefined && !isOlder(version, natsVersionMin)) return { path, version }
  }
  return undefined
}

/** E.g. `2.15.1`; `undefined` when the file does not run here. */
export const natsServerVersion = async (path: string): Promise<string | undefined> => {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 })
    return /\d+(\.\d+)+/.exec(stdout)?.[0]
  } catch {
    return undefined
  }
}

const recentEnough = async (path: string): Promise<boolean> => {
  const version = await natsServerVersion(path)
  return version !== undefined && !isOlder(version, natsVersionMin)
}

/** Compares dotted versions number by number, so that 2.9 is older than 2.14. */
export const isOlder = (version: string, than: string): boolean => {
  const left = version.split('.').map(Number)
  const right = than.split('.').map(Number)
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

const isExecutable = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
