import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildInto } from './build-into.ts'
import { DIST } from './manifest.ts'
import { takePlace } from './take-place.ts'

const here = join(import.meta.dirname, '..')

/** A hash of everything that the build is made from. */
const sourcesHash = (): string => {
  const files = ['src/**/*.{ts,tsx,css,svg}', '../client/src/**/*.ts', 'vite.config.ts', '../../pnpm-lock.yaml']
    .flatMap((pattern) => globSync(pattern, { cwd: here }))
    .toSorted()
  const hash = createHash('sha256')
  for (const name of files)
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(here, name)))
      .update('\0')
  return hash.digest('hex')
}

const stampOf = (dist: string): string => join(dist, '.vite', 'sources')
const isOf = (dist: string, sources: string): boolean =>
  existsSync(stampOf(dist)) && readFileSync(stampOf(dist), 'utf8') === sources

/**
 * Builds the dashboard unless what is built is of these sources. Tells `say` when it has to. Several may do so at once, and
 * the gateway read meanwhile: a build takes the place of the old one as a whole, and the first of those that are alike stays.
 *
 * @throws Error when it cannot be built or written; what was built before is then still there.
 */
export const ensureBuilt = async (say: (line: string) => void, dist: string = DIST): Promise<void> => {
  const wanted = sourcesHash()
  if (isOf(dist, wanted)) return
  say('building the dashboard (a second or two)')
  // Beside the old one, on the same file system, so that it can be moved.
  const work = mkdtempSync(join(dirname(dist), '.dist-'))
  try {
    const fresh = join(work, 'fresh')
    await buildInto(fresh)
    writeFileSync(stampOf(fresh), wanted)
    if (!isOf(dist, wanted)) takePlace(fresh, dist, work)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
