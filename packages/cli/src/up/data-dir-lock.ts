import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processExists, startOf } from '@papertape/embedded'
import { OperatorError } from '../command.ts'

export type DataDirLock = Disposable & {
  /** Whether a holder before us was killed: its services may still be on their way out. */
  tookOver: boolean
}

/**
 * Lets one process at a time run a system on a data directory; a second one gets an error of one line. A lock whose holder
 * was killed is taken over, also when the holder's process id was given out again since.
 */
export const lockDataDir = (dataDir: string): DataDirLock => {
  const path = join(dataDir, 'up.lock')
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, `${process.pid} ${startOf(process.pid)}\n`)
  let tookOver = false
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        linkSync(mine, path) // appears with its content or not at all
        return { tookOver, [Symbol.dispose]: () => rmSync(path, { force: true }) }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const [pid = '', start = ''] = readFileSync(path, 'utf8').trim().split(' ')
      if (processExists(Number(pid)) && startOf(Number(pid)) === start) {
        throw new OperatorError(
          `a system runs on ${dataDir} already (process ${pid}); stop it, or give this one another --data-dir and other ports`,
        )
      }
      rmSync(path, { force: true })
      tookOver = true
    }
    throw new OperatorError(`cannot lock ${dataDir}: others are starting there at this moment`)
  } finally {
    rmSync(mine, { force: true })
  }
}
