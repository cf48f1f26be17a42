import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Whether a process with this id exists, whoever owns it. A process that has ended but was not waited for counts as gone. */
export const processExists = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !/^State:\s*Z/m.test(readOrEmpty(`/proc/${pid}/status`))
}

/** The command line of a process with spaces between the words, `''` when there is no such process. */
export const commandLineOf = (pid: number): string => {
  if (process.platform === 'linux') return readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
  return psOrEmpty(pid, 'command=')
}

/**
 * When a process started, as a text that only tells one process from another: two processes that were given the same id
 * one after the other differ in it. `''` when there is no such process.
 */
export const startOf = (pid: number): string => {
  if (process.platform !== 'linux') return psOrEmpty(pid, 'lstart=')
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  // The second field is the name in brackets and may itself hold spaces; the start time is field 22.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

const psOrEmpty = (pid: number, column: string): string => {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return '' // ps fails exactly when there is no such process
  }
}

const readOrEmpty = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // the process has just ended, or this system has no /proc
  }
}
