import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { accountsConfig, type Integrator } from './nats-accounts.ts'

/** What nats-server's own configuration includes; lies beside it. */
export const accountsFileName = 'accounts.conf'

const token = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const integratorsSchema = z.array(
  z.object({ name: token, bots: z.array(token).min(1), created_at: z.string(), password_hash: z.string() }),
)

/** The line that the rest of the file is derived from. */
const listMark = '# integrators: '

/** The integrators of a folder with nats-server's configuration; none where the file is missing. Throws for a broken file. */
export const readIntegrators = async (dir: string): Promise<Integrator[]> => {
  const file = join(dir, accountsFileName)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const line = text.split('\n').find((one) => one.startsWith(listMark))
  if (line === undefined) {
    if (text === '') return []
    throw new Error(`${file} has lost its line "${listMark.trim()}", from which all of it is made`)
  }
  return integratorsSchema.parse(JSON.parse(line.slice(listMark.length)))
}

/** A change takes milliseconds. */
const changeMsMax = 3_000

/**
 * Replaces the list by what `change` makes of it, at once, so that nats-server never reads half of the file; fulfilled with
 * the new list. Changes come one after another, whichever process makes them.
 */
export const changeIntegrators = async (
  dir: string,
  change: (integrators: Integrator[]) => Integrator[],
): Promise<Integrator[]> => {
  const file = join(dir, accountsFileName)
  const mode = await stat(file).then(
    (kept) => kept.mode & 0o777,
    () => 0o600,
  )
  const next = await openAlone(`${file}.new`, mode)
  try {
    const integrators = change(await readIntegrators(dir))
    await next.writeFile(accountsFile(integrators))
    await next.close()
    await rename(`${file}.new`, file)
    return integrators
  } catch (error) {
    await next.close()
    await rm(`${file}.new`, { force: true })
    throw error
  }
}

/** Makes a file that is not there, once whoever else made it has taken it away. Throws when that takes too long. */
const openAlone = async (path: string, mode: number): Promise<FileHandle> => {
  const giveUpAt = performance.now() + changeMsMax
  for (;;) {
    try {
      return await open(path, 'wx', mode)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (performance.now() > giveUpAt) {
      throw new Error(`${path} was left by a command that was killed; remove that file and try again`)
    }
    await delay(20)
  }
}

/**
 * Waits until no change is under way, and takes away what one left that was killed. For one process at a time: of two, one
 * could take away the other's own.
 */
export const removeAbandonedChange = async (dir: string): Promise<void> => {
  const path = join(dir, `${accountsFileName}.new`)
  for (;;) {
    const left = await stat(path).catch(() => null)
    if (left === null) return
    if (Date.now() - left.mtimeMs > changeMsMax) return rm(path, { force: true })
    await delay(20)
  }
}

const accountsFile = (integrators: readonly Integrator[]): string =>
  `# Made by ./papertape integrator; what is changed here by hand is lost.
${listMark}${JSON.stringify(integrators)}
${accountsConfig(integrators)}`
