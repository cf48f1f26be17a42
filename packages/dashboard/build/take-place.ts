import { mkdtempSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Moves the folder `fresh` to `place`, and what was there into `work`, all on one file system. Others may do the same at the
 * same moment, each with a folder of its own: every one succeeds, and whoever looks at `place` finds one of them whole, or for
 * an instant none.
 */
export const takePlace = (fresh: string, place: string, work: string): void => {
  do renamed(place, mkdtempSync(join(work, 'old-')))
  while (!renamed(fresh, place))
}

/** `false` when there is nothing to move, or something where it is to go: another one was there first. */
const renamed = (from: string, to: string): boolean => {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(String((error as NodeJS.ErrnoException).code))) return false
    throw error
  }
}
