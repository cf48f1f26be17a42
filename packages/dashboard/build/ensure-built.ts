import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { DIST } from './manifest.ts'

const here = join(import.meta.dirname, '..')
const STAMP = join(DIST, '.vite', 'sources')

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

/** Builds the dashboard into a folder. */
export const buildInto = async (outDir: string): Promise<void> => {
  await build({
    root: here,
    configFile: join(here, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  })
}

/**
 * Builds the dashboard unless what is built is of these sources. Tells `say` when it has to. The build takes the place of
 * the old one at once, so that whoever reads it meanwhile, or builds it too, finds a whole one.
 */
export const ensureBuilt = async (say: (line: string) => void): Promise<void> => {
  const wanted = sourcesHash()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  say('building the dashboard (a second or two)')
  const fresh = join(here, `.dist-${process.pid}`)
  const old = `${fresh}-old`
  try {
    await buildInto(fresh)
    writeFileSync(join(fresh, '.vite', 'sources'), wanted)
    if (existsSync(DIST)) renameSync(DIST, old)
    renameSync(fresh, DIST)
  } finally {
    for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true })
  }
}
