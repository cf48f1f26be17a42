import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type AdminToken = { token: string; file: string | null; isNew: boolean }

/** The operator's token: from the environment, else the one kept in the data directory, else a new one kept there. */
export const adminToken = (dataDir: string, env: NodeJS.ProcessEnv): AdminToken => {
  const given = env['PAPERTAPE_ADMIN_TOKEN']
  if (given !== undefined && given !== '') return { token: given, file: null, isNew: false }
  const file = join(dataDir, 'admin-token')
  if (existsSync(file)) {
    const token = readFileSync(file, 'utf8').trim()
    if (token !== '') return { token, file, isNew: false }
  }
  const token = randomBytes(24).toString('base64url')
  writeFileSync(file, `${token}\n`, { mode: 0o600 })
  return { token, file, isNew: true }
}
