import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

// The gateway in a container. As `./papertape up` does, it makes the operator's token when none is set, keeps it (here in a
// volume, which several gateways share) and shows it once.

const file = '/var/lib/papertape/admin-token'

const newToken = (): string => {
  const token = randomBytes(24).toString('base64url')
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' })
  console.error(`the operator's token, kept in ${file}: ${token}`)
  return token
}

const keptToken = (): string => {
  try {
    return newToken()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return readFileSync(file, 'utf8').trim()
  }
}

process.env['PAPERTAPE_ADMIN_TOKEN'] ||= keptToken()
await import('../services/gateway/src/main.ts')
