import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { coreAccount } from './nats-accounts.ts'

/** The account that nats-server keeps streams in while no accounts are configured. */
const namelessAccount = '$G'

/**
 * Gives streams that were made before there were accounts to the core account. nats-server must not run. Streams keep their
 * creation times, so everything that refers to a place in them stays valid.
 */
export const moveStreamsToCore = async (storeDir: string): Promise<void> => {
  const [before, after] = [join(storeDir, 'jetstream', namelessAccount), join(storeDir, 'jetstream', coreAccount)]
  if (existsSync(before) && !existsSync(after)) await rename(before, after)
}

/** The password of the services, made on the first start. It starts with a letter: clients take `:123` in a URL for a port. */
export const corePassword = async (dir: string): Promise<string> => {
  const file = join(dir, 'core-password')
  const kept = existsSync(file) ? (await readFile(file, 'utf8')).trim() : ''
  if (kept !== '') return kept
  const password = `pt${randomBytes(24).toString('hex')}`
  await writeFile(file, `${password}\n`, { mode: 0o600 })
  return password
}
